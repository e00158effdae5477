namespace Onair.Payments.Toss;

/// <summary>
/// Banks by Toss' two-digit codes, which a request may name since version 2022-11-16. Those that people have accounts
/// with; not the codes of the clearing house, from which a few differ.
/// </summary>
internal static class TossBanks
{
    public static readonly IReadOnlyList<RefundBank> All =
    [
        new("06", "KB국민은행", "KB Kookmin"), new("88", "신한은행", "Shinhan"), new("20", "우리은행", "Woori"),
        new("81", "하나은행", "Hana"), new("11", "NH농협은행", "NH NongHyup"), new("03", "IBK기업은행", "IBK"),
        new("90", "카카오뱅크", "KakaoBank"), new("92", "토스뱅크", "Toss Bank"), new("89", "케이뱅크", "K bank"),
        new("45", "새마을금고", "MG Saemaul"), new("48", "신협", "Shinhyup"), new("71", "우체국", "Korea Post"),
        new("07", "Sh수협은행", "Suhyup"), new("23", "SC제일은행", "SC First"), new("27", "씨티은행", "Citibank"),
        new("31", "iM뱅크(대구)", "iM Bank (Daegu)"), new("32", "부산은행", "Busan"), new("39", "경남은행", "Kyongnam"),
        new("34", "광주은행", "Gwangju"), new("37", "전북은행", "Jeonbuk"), new("35", "제주은행", "Jeju"),
        new("02", "KDB산업은행", "KDB"), new("50", "저축은행", "Savings banks"), new("64", "산림조합", "SJ Forestry"),
    ];
}
