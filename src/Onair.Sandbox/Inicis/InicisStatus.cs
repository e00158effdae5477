namespace Onair.Sandbox.Inicis;

/// <summary>Why the gateway says no. The real codes are hardly published; these are the sandbox's own.</summary>
internal enum InicisStatus
{
    Ok = 1,
    UnknownMerchant = 2,
    WrongSignature = 3,
    WrongVerification = 4,
    WrongMerchantKey = 5,
    BadField = 6,
    UnknownToken = 7,
    TokenUsed = 8,
    TokenExpired = 9,
    WrongCenter = 10,
    WrongAmount = 11,
    NetCanceled = 12,
    InsufficientFunds = 13,
    OverLimit = 14,
    LostOrStolen = 15,
    Stopped = 16,
    CompanyRefused = 17,
    UnknownPayment = 18,
    AlreadyCanceled = 19,
    WrongRemainder = 20,
    PartNotPossible = 21,
    NotDeposited = 22,
    BadRefundAccount = 23,
    WrongMethod = 24,
    AccountExpired = 25,
    AuthenticationFailed = 26,
    BookFull = 27,
    HasParts = 28,
    TooLateToNetCancel = 29,
    AlreadyDeposited = 30,
    NoSmallAmounts = 31,
}

internal static class InicisStatuses
{
    /// <summary>9 and the number; the one refusal whose public code is known has that.</summary>
    public static string Code(this InicisStatus status) =>
        status == InicisStatus.AlreadyCanceled ? "500626" : $"9{(int)status:D3}";

    public static string Message(this InicisStatus status) => status switch
    {
        InicisStatus.Ok => "정상처리되었습니다.",
        InicisStatus.UnknownMerchant => "등록되지 않은 상점아이디입니다.",
        InicisStatus.WrongSignature => "signature 위변조 오류입니다.",
        InicisStatus.WrongVerification => "verification 위변조 오류입니다.",
        InicisStatus.WrongMerchantKey => "mKey 오류입니다.",
        InicisStatus.BadField => "필수 파라미터 오류입니다.",
        InicisStatus.UnknownToken => "존재하지 않는 인증정보입니다.",
        InicisStatus.TokenUsed => "이미 사용된 인증정보입니다.",
        InicisStatus.TokenExpired => "유효시간이 지난 인증정보입니다.",
        InicisStatus.WrongCenter => "인증한 IDC 가 아닙니다.",
        InicisStatus.WrongAmount => "금액 위변조 오류입니다.",
        InicisStatus.NetCanceled => "망취소된 거래입니다.",
        InicisStatus.InsufficientFunds => "잔액이 부족합니다.",
        InicisStatus.OverLimit => "한도가 초과되었습니다.",
        InicisStatus.LostOrStolen => "분실 신고된 카드입니다.",
        InicisStatus.Stopped => "정지된 카드입니다.",
        InicisStatus.CompanyRefused => "카드사에서 승인을 거절했습니다.",
        InicisStatus.UnknownPayment => "거래가 존재하지 않습니다.",
        InicisStatus.AlreadyCanceled => "이미 취소된 거래입니다.",
        InicisStatus.WrongRemainder => "부분취소 후 남은 금액이 맞지 않습니다.",
        InicisStatus.PartNotPossible => "부분취소할 수 없는 거래입니다.",
        InicisStatus.NotDeposited => "입금되지 않은 거래입니다.",
        InicisStatus.BadRefundAccount => "환불계좌 정보 오류입니다.",
        InicisStatus.WrongMethod => "지불수단이 맞지 않습니다.",
        InicisStatus.AccountExpired => "입금기한이 지난 계좌입니다.",
        InicisStatus.AuthenticationFailed => "인증에 실패하였습니다.",
        InicisStatus.BookFull => "더 받을 수 없습니다.",
        InicisStatus.HasParts => "부분취소된 거래는 전체취소할 수 없습니다.",
        InicisStatus.TooLateToNetCancel => "망취소할 수 없는 거래입니다.",
        InicisStatus.AlreadyDeposited => "이미 입금된 거래입니다.",
        InicisStatus.NoSmallAmounts => "1,000원 미만 결제가 허용되지 않았습니다.",
    };
}
