using Onair.Payments;
using Onair.Payments.Receipts;

namespace Onair.Host.Storefront.Checkout;

/// <summary>A way to pay as the page offers it.</summary>
/// <param name="Method">How.</param>
/// <param name="Provider">Through whom; null: the shop chooses.</param>
public sealed record PaymentChoice(PaymentMethod Method, string? Provider)
{
    /// <summary>In the form: <c>card</c>, or <c>card@toss</c>.</summary>
    public string Value => PaymentMethods.Word(Method) + (Provider is null ? "" : "@" + Provider);

    /// <summary>True when it is cash, and somebody who takes it has receipts of cash issued through us.</summary>
    public bool IssuesReceipts { get; init; }

    /// <summary>The way that was taken last, if it is still there, else the first.</summary>
    public static PaymentChoice? Like(Attempt? last, IReadOnlyList<PaymentChoice> choices) =>
        choices.FirstOrDefault(choice => last is not null
            && (choice.Provider is null || choice.Provider == last.Provider)
            && (last.Method is null || PaymentMethods.Word(choice.Method) == last.Method))
        ?? choices.FirstOrDefault();

    /// <summary>Every way to pay that somebody takes.</summary>
    /// <param name="withProviders">True: one for each provider, so that each can be tried.</param>
    public static IReadOnlyList<PaymentChoice> All(PaymentProviders providers, bool withProviders) =>
    [
        .. PaymentMethods.All.SelectMany(method =>
        {
            var takers = providers.Takers(method);
            return withProviders || takers.Count == 0
                ? takers.Select(provider => new PaymentChoice(method, provider)
                {
                    IssuesReceipts = IssuesBy(provider),
                })
                : [new PaymentChoice(method, null) { IssuesReceipts = takers.Any(IssuesBy) }];

            bool IssuesBy(string provider) =>
                ReceiptRules.IsCash(method) && providers.Find(provider)?.CashReceipts is not null;
        }),
    ];
}
