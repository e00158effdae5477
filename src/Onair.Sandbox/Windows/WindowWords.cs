using Microsoft.Net.Http.Headers;

namespace Onair.Sandbox.Windows;

/// <summary>The window's words in two languages.</summary>
internal sealed record WindowWords(
    string Language, string Title, string Test, string Merchant, string Order, string Amount, string ChooseCard,
    string ChooseBank, string Phone, string Refusing, string Pay, string Decline, string Cancel, string Close,
    string GoOn, string Failed)
{
    public static readonly WindowWords Korean = new(
        "ko", "결제", "테스트입니다. 실제로 돈이 오가지 않습니다.", "판매자", "주문", "결제 금액", "카드를 고르세요",
        "은행을 고르세요", "휴대폰 요금에 청구하는 흉내를 냅니다.", "승인에서 거절되는 카드", "결제하기", "인증 실패로 만들기",
        "결제 취소", "창 닫기", "계속", "결제창을 열 수 없습니다");

    public static readonly WindowWords English = new(
        "en", "Payment", "This is a test: no money moves.", "Merchant", "Order", "Amount", "Choose a card",
        "Choose a bank", "Pretends to charge a phone bill.", "Cards that are declined at approval", "Pay",
        "Let authentication fail", "Cancel the payment", "Close the window", "Continue",
        "The payment window cannot be opened");

    public static WindowWords Of(bool korean) => korean ? Korean : English;

    /// <summary>
    /// <c>lang=ko|en</c> wins; else the first language that the browser wants of the two; else Korean.
    /// </summary>
    public static bool IsKorean(HttpRequest request)
    {
        if (request.Query["lang"].ToString() is "ko" or "en") return request.Query["lang"] == "ko";
        var wanted = request.GetTypedHeaders().AcceptLanguage ?? [];
        var first = wanted.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault(
            language => Begins(language, "ko") || Begins(language, "en"));
        return first is null || Begins(first, "ko");
    }

    private static bool Begins(StringWithQualityHeaderValue language, string prefix) =>
        language.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
