using System.Globalization;
using Onair.Mail;
using Onair.Orders;

namespace Onair.Calls.Phone;

/// <summary>The letter with the way to pay, for who ordered on the telephone and said a mail address.</summary>
internal static class PhoneLetters
{
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    public static Letter ToPay(Order order, Uri link, bool isEnglish)
    {
        var before = order.PayBefore.ToOffset(korea).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var lines = string.Join('\n', order.Lines.Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $"- {(isEnglish ? line.NameEn : line.NameKo)} × {line.Quantity}: {line.Amount:N0}")));
        return isEnglish
            ? new Letter(
                order.CustomerEmail!,
                $"[Onair] How to pay order {order.Number}",
                $"Thank you for ordering on the telephone.\n\nOrder number: {order.Number}\n{lines}\n"
                + string.Create(CultureInfo.InvariantCulture, $"Total (VAT included): {order.Total:N0} won\n\n")
                + $"Please choose how to pay and pay on this page before {before} (KST):\n\n{link}\n\n"
                + "You can pay by card or into an account of your own. What is not paid by then is cancelled. We never "
                + "ask for card numbers on the telephone or by mail.")
            : new Letter(
                order.CustomerEmail!,
                $"[Onair] 전화 주문 {order.Number} 결제 안내",
                $"전화로 주문해 주셔서 고맙습니다.\n\n주문번호: {order.Number}\n{lines}\n"
                + string.Create(CultureInfo.InvariantCulture, $"총 결제 금액(부가세 포함): {order.Total:N0}원\n\n")
                + $"아래 주소에서 {before}까지 결제 방법을 고르고 결제해 주세요.\n\n{link}\n\n"
                + "카드 결제와 가상계좌 입금을 고를 수 있어요. 시간 안에 결제하지 않으면 주문이 취소됩니다. "
                + "전화나 이메일로 카드번호를 묻지 않습니다.");
    }
}
