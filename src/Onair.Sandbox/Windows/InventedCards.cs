namespace Onair.Sandbox.Windows;

/// <summary>Why an invented card is refused when the payment is approved.</summary>
public enum CardRefusal
{
    None = 0,
    InsufficientFunds = 1,
    OverLimit = 2,
    LostOrStolen = 3,
    Stopped = 4,
    Company = 5,
}

/// <summary>A card that exists nowhere.</summary>
/// <param name="Id">What the form sends.</param>
/// <param name="IssuerCode">Two characters; no real issuer of either provider has these.</param>
/// <param name="Number">Masked as the providers mask theirs.</param>
internal sealed record InventedCard(
    string Id, string Korean, string English, string IssuerCode, string Number, CardRefusal Refusal, bool IsCheck);

internal static class InventedCards
{
    public static IReadOnlyList<InventedCard> All { get; } =
    [
        new("haru", "하루카드", "Haru Card", "X1", "90001234****111*", CardRefusal.None, IsCheck: false),
        new("namu", "나무카드", "Namu Card", "X2", "90002234****222*", CardRefusal.None, IsCheck: false),
        new("pado", "파도체크", "Pado Check", "X3", "90003234****333*", CardRefusal.None, IsCheck: true),
        new("poor", "하루카드 · 잔액 부족", "Haru Card · no funds", "X1", "90001234****901*",
            CardRefusal.InsufficientFunds, IsCheck: true),
        new("limit", "나무카드 · 한도 초과", "Namu Card · over its limit", "X2", "90002234****902*",
            CardRefusal.OverLimit, IsCheck: false),
        new("lost", "나무카드 · 분실 신고", "Namu Card · reported lost", "X2", "90002234****903*",
            CardRefusal.LostOrStolen, IsCheck: false),
        new("stopped", "파도카드 · 정지", "Pado Card · stopped", "X3", "90003234****904*",
            CardRefusal.Stopped, IsCheck: false),
        new("refused", "파도카드 · 카드사 거절", "Pado Card · refused", "X3", "90003234****905*",
            CardRefusal.Company, IsCheck: false),
    ];

    public static InventedCard First => All[0];

    public static InventedCard? Find(string? id) => All.FirstOrDefault(card => card.Id == id);
}

/// <summary>Banks for virtual accounts and transfers; invented too, with codes of the usual two digits.</summary>
internal sealed record InventedBank(string Code, string Korean, string English);

internal static class InventedBanks
{
    public static IReadOnlyList<InventedBank> All { get; } =
    [
        new("91", "강변은행", "Riverside Bank"),
        new("92", "언덕은행", "Hill Bank"),
        new("93", "바다은행", "Sea Bank"),
    ];

    /// <summary>By code or by either name.</summary>
    public static InventedBank? Find(string? name) =>
        All.FirstOrDefault(bank => name == bank.Code || name == bank.Korean || name == bank.English);
}
