using System.Globalization;
using Onair.Broadcasts;
using Onair.Primitives;

namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    public string Schedule => Say("편성", "Schedule");
    public string DayBefore => Say("전날", "Day before");
    public string DayAfter => Say("다음 날", "Day after");
    public string PlanShow => Say("방송 편성하기", "Plan a show");
    public string Duplicate => Say("복제", "Duplicate");
    public string ExportCalendar => Say("캘린더로 내보내기 (7일)", "Export as iCalendar (7 days)");
    public string DayEmpty => Say("이 날은 방송이 없어요. 하나 편성해 보세요.", "No show on this day: plan one.");
    public string Feed => Say("채널", "Feed");
    public string Title => Say("제목", "Title");
    public string TitleKo => Say("제목 (한국어)", "Title (Korean)");
    public string TitleEn => Say("제목 (영어)", "Title (English)");
    public string StartsAt => Say("시작 (KST)", "Begins (KST)");
    public string EndsAt => Say("끝 (KST)", "Ends (KST)");
    public string StreamUrl => Say("영상 주소 (HLS)", "Stream address (HLS)");
    public string PosterUrl => Say("대표 그림 주소 (선택)", "Poster address (optional)");
    public string Portrait => Say("세로 화면 (9:16)", "Portrait (9:16)");
    public string Offers => Say("상품", "Offers");
    public string AfterMinutes => Say("시작 뒤 몇 분", "minutes after the beginning");
    public string AddOffer => Say("상품 더하기", "Add an offer");
    public string Remove => Say("빼기", "Remove");
    public string CheckFields => Say("표시한 칸을 확인해 주세요.", "Please check these fields.");
    public string FeedTaken => Say("이 채널에 같은 시간 방송이 있어요.", "Another show is on this feed at that time.");
    public string NotOnSale => Say("판매 중인 SKU가 아니에요.", "This SKU is not on sale.");
    public string MissingStock => Say("재고가 모자라요:", "Short of stock by");

    public string ExportCsv => Say("CSV로 내보내기 (7일)", "Export as CSV (7 days)");
    public string DayGrid => Say("하루 편성표", "The day");
    public string MoveTo => Say("옮길 시각", "Move to");
    public string MoveShow => Say("옮기기", "Move");
    public string ImportSchedule => Say("편성 가져오기 (CSV, iCalendar)", "Import a schedule (CSV, iCalendar)");
    public string ImportHint => Say(
        "내보낸 파일과 같은 형식이에요. 200개 방송, 1 MB까지. 하나라도 안 되면 아무것도 편성하지 않아요.",
        "As it is exported. Up to 200 shows and 1 MB. If one cannot be planned, none is.");
    public string NothingImported => Say("편성한 방송이 없어요.", "Nothing was planned.");

    public string Imported(int shows) => Say($"{shows}개 방송을 편성했어요.", $"{shows} shows are planned.");

    internal string Say(Planning.FileFault fault) => Say(
        $"{fault.Place}번째: {(fault.Field.Length > 0 ? fault.Field + " 값을 확인해 주세요." : "형식이 맞지 않아요.")}",
        $"No. {fault.Place}: {(fault.Field.Length > 0 ? fault.Field + " cannot be read." : "not as it has to be.")}");

    public string Say(ScheduleFault fault, BroadcastDraft draft) =>
        $"{Say(draft.Title)} {Moment(draft.StartsAt)}: " + (fault.Status == ScheduleBroadcastStatus.FeedTaken
            ? FeedTaken
            : string.Join(" ", fault.Errors.Select(error => $"{FieldOf(error.Field)}: {FaultOf(error)}")));

    public Told Of(MoveBroadcastStatus? status) => status switch
    {
        MoveBroadcastStatus.Moved => new(Done, false),
        MoveBroadcastStatus.UnknownBroadcast => new(NoSuchShow, true),
        MoveBroadcastStatus.NotScheduled => new(
            Say("이미 시작했거나 끝난 방송이에요.", "It has begun or is over."), true),
        MoveBroadcastStatus.FeedTaken => new(FeedTaken, true),
        MoveBroadcastStatus.Invalid => new(Say("지난 시각이에요.", "That time has passed."), true),
        MoveBroadcastStatus.OtherVersion => new(ChangedMeanwhile, true),
        null => Refused,
    };

    /// <summary>A field of a draft as forms call it: <c>offers[2].price</c> is the third offer's price.</summary>
    public string FieldOf(string field)
    {
        var name = field[(field.LastIndexOf('.') + 1)..];
        var label = name switch
        {
            "titleKo" => TitleKo, "titleEn" => TitleEn, "feed" => Feed, "startsAt" => StartsAt, "endsAt" => EndsAt,
            "streamUrl" => StreamUrl, "posterUrl" => PosterUrl, "offers" => Offers, "sku" => Sku, "price" => Price,
            "allotment" => Allotment, "limitPerCustomer" => Limit, "plannedAt" => AfterMinutes, _ => name,
        };
        return field.StartsWith("offers[", StringComparison.Ordinal)
            ? $"{Offers} {PlaceOf(field)}, {label}"
            : label;
    }

    /// <summary>Counted from 1, as the page does.</summary>
    private static int PlaceOf(string field) =>
        int.Parse(field["offers[".Length..field.IndexOf(']')], CultureInfo.InvariantCulture) + 1;

    /// <summary>What is wrong with it. The rooms say it in English; Korean is said by field.</summary>
    public string FaultOf(FieldError error) => isEnglish
        ? error.Message
        : error.Field[(error.Field.LastIndexOf('.') + 1)..] switch
        {
            "titleKo" or "titleEn" => "제목은 비워 둘 수 없고 너무 길 수 없어요.",
            "feed" => "영어 소문자, 숫자, -로 적어 주세요.",
            "startsAt" => "시각을 확인해 주세요.",
            "endsAt" => "시작 뒤, 지금 뒤, 24시간 안이어야 해요.",
            "streamUrl" or "posterUrl" => "https 주소이거나 이 쇼핑몰의 경로여야 해요.",
            "offers" => "상품을 하나 이상 넣어 주세요.",
            "sku" => "판매 중인 SKU를 한 번씩만 적어 주세요.",
            "plannedAt" => "방송 시간 안이어야 해요.",
            _ => "숫자와 범위를 확인해 주세요.",
        };
}
