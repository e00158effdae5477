namespace Onair.Host.Storefront.Checkout;

/// <summary>What an order's page says about itself.</summary>
public sealed class OrderPageWords(bool isEnglish)
{
    public string Stale => Of(
        "주문 상태가 바뀌었어요. 입력하던 내용은 그대로 두었어요.", "The order has changed. What you typed was left alone.");
    public string Parcels => Of("배송 조회 번호", "Parcels");
    public string ShowNow => Of("새로 보기", "Show it now");

    private string Of(string korean, string english) => isEnglish ? english : korean;
}
