using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Returns;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Storage;

namespace Onair.Host.Storefront.Checkout;

/// <summary>What a customer typed into the forms of an order's page, and what is wrong with it.</summary>
public sealed record OrderForms(
    ReceiptForm Receipt, RefundAccountForm Account, IReadOnlyList<CheckoutError> Errors)
{
    public static readonly OrderForms None = new(ReceiptForm.Empty, RefundAccountForm.Empty, []);

    /// <summary>The way to pay that was chosen; null: as before.</summary>
    public string? Pay { get; init; }
}

/// <summary>Makes an order's page from what the rooms know of it.</summary>
internal sealed class OrderPages(
    ShowOrders show,
    Database database,
    PaymentProviders providers,
    IOptions<HostingOptions> options,
    TimeProvider time)
{
    public Task<ShownOrder?> FindAsync(string number, string token, CancellationToken cancel) =>
        show.OfGuestAsync(number, token, cancel);

    /// <summary>The banks that this order's deposit can go back to; none: any code.</summary>
    public IReadOnlyList<RefundBank> BanksOf(ShownOrder shown) =>
        shown.Refunds.FirstOrDefault(shown.NeedsAccount) is { } refund
            ? providers.Find(shown.Attempts.First(a => a.Id == refund.AttemptId).Provider)?.RefundBanks ?? []
            : [];

    /// <summary>With errors it is a refusal, and says so.</summary>
    public async Task<RazorComponentResult> PageAsync(
        Visit visit, ShownOrder shown, string token, OrderForms forms, CancellationToken cancel)
    {
        var last = shown.Attempts.Count == 0 ? null : shown.Attempts[^1];
        var detail = last?.State == AttemptState.AwaitingDeposit
            ? await database.ReadAsync(open => AttemptDetail.FindAsync(open, last.Id, cancel), cancel)
            : null;
        var waiting = shown.Refunds.Where(shown.NeedsAccount).ToList();
        return new RazorComponentResult<OrderPage>(new
        {
            Visit = visit,
            shown.Order,
            Token = token,
            Last = last,
            Refunded = shown.Attempts.Sum(a => a.Refunded),
            detail?.Answer.Deposit,
            DepositBank = NameOf(visit, last, detail?.Answer.Deposit),
            IsReturning = shown.Withdrawal is not null,
            IsRefunding = shown.Refunds.Any(r => r.State == RefundState.Pending),
            shown.Mark,
            shown.Parcels,
            MayReturn = ReturnPagesApi.IsOffered(shown),
            Choices = PaymentChoice.All(providers, options.Value.ShowProviders),
            Now = time.GetUtcNow(),
            Receipts = shown.ReceiptsInForce,
            MayAskReceipt = MayAskReceipt(shown),
            AccountFor = waiting.Sum(r => r.Amount),
            AccountDueAt = waiting.Min(r => r.DueAt),
            Banks = BanksOf(shown),
            Forms = forms,
        }) { StatusCode = forms.Errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }

    /// <summary>What people call the bank; its code where the provider knows no name.</summary>
    private string? NameOf(Visit visit, Attempt? last, DepositAccount? deposit)
    {
        if (last is null || deposit is null) return null;
        var bank = providers.Find(last.Provider)?.RefundBanks.FirstOrDefault(b => b.Code == deposit.Bank);
        return bank is null ? deposit.Bank : visit.IsEnglish ? bank.NameEn : bank.NameKo;
    }

    /// <summary>Before the money is here the page reloads by itself where no script runs, and would lose what is typed.
    /// </summary>
    private bool MayAskReceipt(ShownOrder shown) =>
        shown.Attempts.FirstOrDefault(a => a.State == AttemptState.Approved) is { Refundable: > 0 } paid
        && ReceiptRules.IsCash(paid)
        && providers.Find(paid.Provider)?.CashReceipts is not null
        && ReceiptRules.MayAsk(shown.Receipts.LastOrDefault(r => r.AttemptId == paid.Id));
}
