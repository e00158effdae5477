using Onair.Ratings;

namespace Onair.Host.Storefront.Ratings;

/// <summary>All texts of ratings. A language that lacks one does not compile.</summary>
public sealed record RatingWords
{
    public static readonly RatingWords Korean = new()
    {
        Title = "구매 후기",
        CountFormat = "후기 {0:N0}개",
        AverageFormat = "5점 만점에 평균 {0:0.0}점",
        StarsFormat = "별점 {0}점",
        RowFormat = "{0}점",
        Spread = "별점별 후기 수",
        None = "아직 후기가 없어요. 구매하신 분은 배송이 시작되면 주문 화면에서 후기를 남길 수 있어요.",
        Bought = "구매 확인",
        How = "이 쇼핑몰에서 산 분만 후기를 남길 수 있어요. 낮은 별점이라는 이유로 후기를 숨기지 않아요.",
        All = "후기 모두 보기",
        More = "후기 더 보기",
        Sort = "후기 정렬",
        Newest = "최신순",
        Highest = "별점 높은 순",
        Lowest = "별점 낮은 순",
        BackToProduct = "상품으로 돌아가기",
        PictureFormat = "구매자 사진 {0}",
        Report = "신고",
        ReportTitle = "후기 신고",
        ReportText = "무엇이 문제인지 알려 주시면 담당자가 확인해요. 별점이 낮다는 것은 신고할 이유가 아니에요.",
        WrongReason = "신고하는 이유를 골라 주세요.",
        ReportSend = "신고하기",
        Reported = "신고를 접수했어요. 담당자가 확인할게요.",
        YoursTitle = "후기",
        Write = "후기 쓰기",
        Change = "후기 고치기",
        WriteFormat = "{0} 후기",
        StarsLegend = "별점",
        Meanings = ["별로예요", "아쉬워요", "보통이에요", "좋아요", "아주 좋아요"],
        Text = "후기 (선택)",
        TextHint = "1,000자까지 쓸 수 있어요. 이름은 첫 글자만 보여요. 연락처나 주소는 쓰지 마세요.",
        Send = "후기 남기기",
        Saved = "후기를 남겼어요.",
        Withdraw = "후기 지우기",
        WithdrawText = "후기와 사진을 바로 지워요. 지운 내용은 되살릴 수 없어요.",
        WrongTitle = "다시 확인해 주세요",
        WrongStars = "별점을 골라 주세요.",
        WrongText = "후기는 1,000자까지, 글자와 줄바꿈만 쓸 수 있어요.",
        TooEarly = "배송이 시작된 뒤에 후기를 남길 수 있어요.",
        TooMany = "이 후기는 너무 여러 번 고쳐서 더 고칠 수 없어요. 지우는 것은 언제든지 할 수 있어요.",
        Back = "주문으로 돌아가기",
        Pictures = "사진",
        PictureLabel = "사진 고르기",
        PictureHint = "JPEG, PNG, WebP 사진을 10MB까지, 5장까지 올릴 수 있어요. 찍은 곳 같은 정보는 지우고 올려요.",
        AddPicture = "사진 올리기",
        RemovePicture = "사진 빼기",
        WrongPicture = "JPEG, PNG, WebP 사진만 올릴 수 있어요. 파일이 온전한지 확인해 주세요.",
        PictureTooLarge = "사진이 너무 커요. 더 작은 사진을 올려 주세요.",
        PicturesFull = "사진은 5장까지 올릴 수 있어요.",
        BusyNow = "지금 다른 사진을 처리하고 있어요. 잠시 뒤에 다시 올려 주세요.",
        Pending = "확인하고 있어요. 확인이 끝나면 공개돼요.",
        Published = "공개됐어요.",
        RejectedFormat = "공개하지 못했어요: {0} 고치면 다시 확인해 드려요.",
        HiddenFormat = "공개를 멈췄어요: {0} 고치면 다시 확인해 드려요.",
        PersonalData = "다른 사람이 알면 안 되는 개인정보가 있어요.",
        Abuse = "욕설이나 비방이 있어요.",
        Unlawful = "법에 어긋나는 내용이 있어요.",
        Advertising = "광고이거나 대가를 받고 쓴 글이에요.",
        OffTopic = "이 상품과 관계없는 내용이에요.",
        OthersWork = "다른 사람의 글이나 사진이에요.",
    };

    public static readonly RatingWords English = new()
    {
        Title = "Ratings by buyers",
        CountFormat = "Ratings: {0:N0}",
        AverageFormat = "{0:0.0} of 5 on average",
        StarsFormat = "{0} of 5 stars",
        RowFormat = "{0} star",
        Spread = "Ratings by stars",
        None = "No ratings yet. Who bought it can rate it from their order once it is on its way.",
        Bought = "Bought here",
        How = "Only who bought it here can rate it. No rating is hidden for its low stars.",
        All = "See all ratings",
        More = "More ratings",
        Sort = "Sort ratings",
        Newest = "Newest",
        Highest = "Most stars",
        Lowest = "Fewest stars",
        BackToProduct = "Back to the product",
        PictureFormat = "Picture {0} of the buyer",
        Report = "Report",
        ReportTitle = "Report a rating",
        ReportText = "Tell us what is wrong, and we look at it. Few stars are no reason.",
        WrongReason = "Please choose what is wrong.",
        ReportSend = "Report it",
        Reported = "Thank you. We look at it.",
        YoursTitle = "Your ratings",
        Write = "Rate it",
        Change = "Change the rating",
        WriteFormat = "Rate {0}",
        StarsLegend = "Stars",
        Meanings = ["Bad", "Not so good", "It is all right", "Good", "Very good"],
        Text = "What you think (optional)",
        TextHint = "Up to 1,000 characters. Of your name only the first letter shows. Please leave out numbers and "
            + "addresses of people.",
        Send = "Send the rating",
        Saved = "We have your rating.",
        Withdraw = "Erase the rating",
        WithdrawText = "Text and pictures are erased at once and cannot be brought back.",
        WrongTitle = "Please check again",
        WrongStars = "Please choose the stars.",
        WrongText = "Up to 1,000 characters, letters and line breaks only.",
        TooEarly = "It can be rated once it is on its way.",
        TooMany = "This rating was changed too often to be changed again. You can erase it at any time.",
        Back = "Back to the order",
        Pictures = "Pictures",
        PictureLabel = "Choose a picture",
        PictureHint = "Up to 5 pictures, each JPEG, PNG or WebP of up to 10 MB. Where it was taken is removed.",
        AddPicture = "Add the picture",
        RemovePicture = "Remove the picture",
        WrongPicture = "Only whole JPEG, PNG and WebP pictures can be added.",
        PictureTooLarge = "The picture is too large. Please choose a smaller one.",
        PicturesFull = "A rating has at most 5 pictures.",
        BusyNow = "Others' pictures come first. Please try again in a moment.",
        Pending = "We are looking at it. Then it is published.",
        Published = "It is published.",
        RejectedFormat = "It is not published: {0} Change it, and we look again.",
        HiddenFormat = "It is no longer published: {0} Change it, and we look again.",
        PersonalData = "it has somebody's personal data.",
        Abuse = "it insults somebody.",
        Unlawful = "it is against the law.",
        Advertising = "it advertises, or was paid for.",
        OffTopic = "it says nothing about this product.",
        OthersWork = "it is somebody else's text or picture.",
    };

    public required string Title { get; init; }
    public required string CountFormat { get; init; }
    public required string AverageFormat { get; init; }
    public required string StarsFormat { get; init; }
    public required string RowFormat { get; init; }
    public required string Spread { get; init; }
    public required string None { get; init; }
    public required string Bought { get; init; }
    public required string How { get; init; }
    public required string All { get; init; }
    public required string More { get; init; }
    public required string Sort { get; init; }
    public required string Newest { get; init; }
    public required string Highest { get; init; }
    public required string Lowest { get; init; }
    public required string BackToProduct { get; init; }
    public required string PictureFormat { get; init; }
    public required string Report { get; init; }
    public required string ReportTitle { get; init; }
    public required string ReportText { get; init; }
    public required string WrongReason { get; init; }
    public required string ReportSend { get; init; }
    public required string Reported { get; init; }
    public required string YoursTitle { get; init; }
    public required string Write { get; init; }
    public required string Change { get; init; }
    public required string WriteFormat { get; init; }
    public required string StarsLegend { get; init; }

    /// <summary>Of one star, two, and so on.</summary>
    public required IReadOnlyList<string> Meanings { get; init; }

    public required string Text { get; init; }
    public required string TextHint { get; init; }
    public required string Send { get; init; }
    public required string Saved { get; init; }
    public required string Withdraw { get; init; }
    public required string WithdrawText { get; init; }
    public required string WrongTitle { get; init; }
    public required string WrongStars { get; init; }
    public required string WrongText { get; init; }
    public required string TooEarly { get; init; }
    public required string TooMany { get; init; }
    public required string Back { get; init; }
    public required string Pictures { get; init; }
    public required string PictureLabel { get; init; }
    public required string PictureHint { get; init; }
    public required string AddPicture { get; init; }
    public required string RemovePicture { get; init; }
    public required string WrongPicture { get; init; }
    public required string PictureTooLarge { get; init; }
    public required string PicturesFull { get; init; }
    public required string BusyNow { get; init; }
    public required string Pending { get; init; }
    public required string Published { get; init; }
    public required string RejectedFormat { get; init; }
    public required string HiddenFormat { get; init; }
    public required string PersonalData { get; init; }
    public required string Abuse { get; init; }
    public required string Unlawful { get; init; }
    public required string Advertising { get; init; }
    public required string OffTopic { get; init; }
    public required string OthersWork { get; init; }

    public string Say(RefusalReason reason) => reason switch
    {
        RefusalReason.PersonalData => PersonalData,
        RefusalReason.Abuse => Abuse,
        RefusalReason.Unlawful => Unlawful,
        RefusalReason.Advertising => Advertising,
        RefusalReason.OffTopic => OffTopic,
        RefusalReason.OthersWork => OthersWork,
    };

    public string Say(RatingSort sort) => sort switch
    {
        RatingSort.Newest => Newest,
        RatingSort.Highest => Highest,
        RatingSort.Lowest => Lowest,
    };

    /// <summary>How one's own rating stands; a withdrawn one is not shown.</summary>
    internal string Say(Visit visit, Rating rating) => rating.State switch
    {
        RatingState.Pending => Pending,
        RatingState.Published => Published,
        RatingState.Rejected => visit.Fill(RejectedFormat, Say(rating.Reason!.Value)),
        RatingState.Hidden => visit.Fill(HiddenFormat, Say(rating.Reason!.Value)),
        RatingState.Withdrawn => throw new InvalidOperationException("a withdrawn rating is not shown"),
    };
}
