using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Payments that a node begins as it writes them, and hands to its own workers.</summary>
public sealed class HandedPaymentStories
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Payments_begin_with_their_rows_and_end_with_one_job(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, stock: 100);
        TakeHanded(shop);
        var tickets = new List<Ticket>();
        for (var i = 0; i < 20; i++) tickets.Add(await shop.BuysAsync($"customer {i}", ("mug", 1)));
        var started = await Task.WhenAll(tickets.Select(ticket => shop.StartsToPayAsync(ticket)));
        Assert.All(started, s => Assert.Equal(AttemptState.Approving, s.Attempt!.State));
        var handed = shop.Get<JobWakes>().TakeHanded(ApprovePayments.JobKind, max: 20);
        Assert.InRange(handed.Count, 1, started.Length);
        await shop.Get<RunJobs>().RunHandedAsync(Approver(shop), handed, Shop.Cancel);
        foreach (var ticket in tickets)
        {
            var shown = await shop.SeeAsync(ticket);
            Assert.Equal(OrderStatus.Paid, shown.Order.Status);
            Assert.Equal(AttemptState.Approved, Assert.Single(shown.Attempts).State);
        }

        await shop.WorkAsync();
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_node_that_dies_with_payments_in_hand_is_found_by_its_lease_and_the_provider_is_asked(
        Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, stock: 100);
        TakeHanded(shop);
        var first = await shop.BuysAsync("kim", ("mug", 1));
        var second = await shop.BuysAsync("lee", ("mug", 1));
        await Task.WhenAll(shop.StartsToPayAsync(first), shop.StartsToPayAsync(second));
        await shop.RestartAsync();
        await shop.WorkAsync();
        Assert.Equal(AttemptState.Approving, Assert.Single((await shop.SeeAsync(first)).Attempts).State);
        shop.Forward(shop.Get<IOptions<OrdersOptions>>().Value.PaymentLease + TimeSpan.FromSeconds(1));
        await shop.WorkAsync();
        foreach (var ticket in new[] { first, second })
        {
            var shown = await shop.SeeAsync(ticket);
            Assert.Equal(OrderStatus.Paid, shown.Order.Status);
            Assert.Equal(AttemptState.Approved, Assert.Single(shown.Attempts).State);
        }

        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_was_handed_over_is_taken_once_so_that_a_second_run_asks(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, stock: 100);
        TakeHanded(shop);
        var ticket = await shop.BuysAsync("kim", ("mug", 1));
        await shop.StartsToPayAsync(ticket);
        var job = Assert.Single(shop.Get<JobWakes>().TakeHanded(ApprovePayments.JobKind, max: 2));
        Assert.NotNull(job.TakeKnown());
        await shop.Get<RunJobs>().RunHandedAsync(Approver(shop), [job], Shop.Cancel);
        // Not approved again: a question is on its way.
        Assert.Equal(AttemptState.Approving, Assert.Single((await shop.SeeAsync(ticket)).Attempts).State);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(ticket)).Order.Status);
        await shop.VerifyAsync();
    }

    private static void TakeHanded(Shop shop) => shop.Get<JobWakes>().Open(ApprovePayments.JobKind);

    private static IJobHandler Approver(Shop shop) =>
        shop.Get<IEnumerable<IJobHandler>>().Single(handler => handler.Kind == ApprovePayments.JobKind);
}
