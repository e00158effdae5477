using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts.Codes;
using Onair.Calls;
using Onair.Calls.Agents;
using Onair.Calls.Ars;
using Onair.Calls.Phone;
using Onair.Jobs;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Agents and calls on both databases.</summary>
public sealed class CallsConformance
{
    private const string caller = "01012345678";

    private static readonly Sql orders = new("SELECT COUNT(*) FROM orders");
    private static readonly Sql callRows = new("SELECT COUNT(*) FROM calls");
    private static readonly Sql eventRows = new("SELECT COUNT(*) FROM call_events");
    private static readonly Sql codeRows = new("SELECT COUNT(*) FROM offer_codes");
    private static readonly Sql takeWord = new("UPDATE offer_codes SET offer_id = @other WHERE offer_id = @offer");

    private static CancellationToken Cancel => Shop.Cancel;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Agents_are_named_once_let_in_by_their_token_and_out_at_once(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var (add, revoke, find) = (shop.Get<AddAgents>(), shop.Get<RevokeAgents>(), shop.Get<FindAgents>());
        var kim = await add.RunAsync(" 김상담 ", Cancel);
        var lee = await add.RunAsync("이상담", Cancel);
        Assert.Equal((AddAgentStatus.Added, AddAgentStatus.Added), (kim.Status, lee.Status));
        Assert.Equal(AddAgentStatus.NameTaken, (await add.RunAsync("김상담", Cancel)).Status);
        foreach (var wrong in new[] { "", "  ", new string('x', 51), "a\nb" })
            Assert.Equal(AddAgentStatus.Invalid, (await add.RunAsync(wrong, Cancel)).Status);
        Assert.Equal("김상담", (await find.ByTokenAsync(kim.Token!, Cancel))?.Name);
        Assert.Equal("이상담", (await find.ByTokenAsync(lee.Token!, Cancel))?.Name);
        // One agent's id with another's secret.
        Assert.Null(await find.ByTokenAsync(kim.Token![..39] + lee.Token![39..], Cancel));
        Assert.Null(await find.ByTokenAsync(AgentTokens.New(Guid.NewGuid()), Cancel));
        Assert.Null(await find.ByTokenAsync("a-token-of-the-test-0123456789", Cancel));

        Assert.Equal(RevokeAgentStatus.Revoked, await revoke.RunAsync("김상담", Cancel));
        Assert.Equal(RevokeAgentStatus.AlreadyRevoked, await revoke.RunAsync("김상담", Cancel));
        Assert.Equal(RevokeAgentStatus.UnknownAgent, await revoke.RunAsync("박상담", Cancel));
        Assert.Null(await find.ByTokenAsync(kim.Token, Cancel));
        Assert.NotNull(await find.ByTokenAsync(lee.Token, Cancel));
        // Whose orders they took stays known: the name is not given again.
        Assert.Equal(AddAgentStatus.NameTaken, (await add.RunAsync("김상담", Cancel)).Status);
        var all = await find.ListAsync(Cancel);
        Assert.Equal(["김상담", "이상담"], all.Select(agent => agent.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            [shop.Now], all.Where(agent => agent.RevokedAt is not null).Select(agent => agent.RevokedAt!.Value));
        Assert.All(all, agent => Assert.DoesNotContain(agent.TokenDigest, kim.Token + lee.Token));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_of_an_agent_is_written_once_with_its_letter_and_repeats_are_written_too(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 3);
        var desk = await DeskAsync(shop, "김상담");
        var take = shop.Get<TakePhoneOrders>();
        var asked = new PhoneOrder(Order("k1", 2), desk, new Uri("https://shop.example"), IsEnglish: false);
        var first = await take.RunAsync(asked, Cancel);
        var again = await take.RunAsync(asked, Cancel);
        var refused = await take.RunAsync(asked with { Order = Order("k2", 2) }, Cancel);
        Assert.Equal(
            [PlaceOrderStatus.Placed, PlaceOrderStatus.AlreadyPlaced, PlaceOrderStatus.SoldOut],
            new[] { first, again, refused }.Select(t => t.Placed.Status));
        Assert.Equal((true, false, false), (first.IsLetterSent, again.IsLetterSent, refused.IsLetterSent));
        Assert.Equal((first.Link, null), (again.Link, refused.Link));
        Assert.Equal(Channel.Phone, first.Placed.Order!.Channel);
        await shop.WorkAsync();
        var letter = Assert.Single(shop.PostBox.Letters);
        Assert.Equal("gildong@shop.example", letter.To);
        Assert.Contains(first.Link!.AbsoluteUri, letter.Text, StringComparison.Ordinal);
        Assert.Contains("24,000원", letter.Text, StringComparison.Ordinal);
        Assert.Contains("20:10까지", letter.Text, StringComparison.Ordinal);

        var number = first.Placed.Order.Number;
        var found = await shop.Get<LookUpOrders>().RunAsync(new OrderQuestion(number, caller, desk), Cancel);
        Assert.Equal(number, found?.Shown.Order.Number);
        foreach (var (one, phone) in new[]
        {
            (number, "01099999999"), ("20260302-0000000000000", caller), ("?", caller),
        })
            Assert.Null(await shop.Get<LookUpOrders>().RunAsync(new OrderQuestion(one, phone, desk), Cancel));

        var deeds = await shop.Get<AgentDeeds>().ListAsync(50, Cancel);
        Assert.Equal(
            [
                (AgentDeedKind.Ordered, number, "placed"), (AgentDeedKind.Repeated, number, "already-placed"),
                (AgentDeedKind.Refused, null, "sold-out"), (AgentDeedKind.LookedUp, number, "found"),
                (AgentDeedKind.LookedUp, null, "not-found"), (AgentDeedKind.LookedUp, null, "not-found"),
                (AgentDeedKind.LookedUp, null, "not-found"),
            ],
            deeds.Select(d => (d.Kind, d.OrderNumber, d.Outcome)).OrderBy(d => d.Kind).ThenBy(d => d.Outcome));
        Assert.All(deeds, d => Assert.Equal(("김상담", "198.51.100.7"), (d.AgentName, d.Sender)));
        Assert.Equal(first.Placed.Order.CustomerKey, deeds.First(d => d.Kind == AgentDeedKind.Ordered).CustomerKey);
        await shop.VerifyAsync();

        shop.Forward(TimeSpan.FromDays(732));
        await EndAsync(shop);
        Assert.Empty(await shop.Get<AgentDeeds>().ListAsync(50, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Event_that_comes_ten_times_at_once_or_later_orders_once_and_is_answered_alike(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.GoesOnAirAsync(("mug", 9_900, 10, null));
        await SaysAsync(shop, "c-1", 1, CallEventKind.Started);
        await SaysAsync(shop, "c-1", 2, CallEventKind.Digits, "1");
        await SaysAsync(shop, "c-1", 3, CallEventKind.Digits, "2");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => SaysAsync(shop, "c-1", 4, CallEventKind.Digits, "1")));
        // Who meets the one that is ordering is told to come again.
        Assert.Single(answers, a => a.Status == AnswerCallStatus.Answered);
        Assert.All(answers, a => Assert.True(
            a.Status is AnswerCallStatus.Answered or AnswerCallStatus.Repeated or AnswerCallStatus.Busy));
        var told = answers.First(a => a.Status == AnswerCallStatus.Answered).Answer;
        shop.Forward(TimeSpan.FromMinutes(4));
        for (var i = 0; i < 10; i++)
        {
            var again = await SaysAsync(shop, "c-1", 4, CallEventKind.Digits, "1");
            Assert.Equal((AnswerCallStatus.Repeated, told), (again.Status, again.Answer));
        }

        Assert.Equal(1, await CountAsync(shop, orders));
        var shown = await shop.Get<ShowOrders>().ByNumberAsync(told!.Order!.Number, Cancel);
        Assert.Equal(
            (Channel.Phone, 19_800L, caller, OrderStatus.Placed),
            (shown!.Order.Channel, shown.Order.Total, shown.Order.CustomerPhone, shown.Order.Status));

        // What does not belong is refused and changes nothing.
        Assert.Equal(
            AnswerCallStatus.EventChanged, (await SaysAsync(shop, "c-1", 4, CallEventKind.Digits, "2")).Status);
        Assert.Equal(
            AnswerCallStatus.UnknownCall, (await SaysAsync(shop, "c-2", 1, CallEventKind.Digits, "1")).Status);
        Assert.Equal(
            AnswerCallStatus.CallerChanged,
            (await SaysAsync(shop, "c-1", 5, CallEventKind.Digits, "1", "01099999999")).Status);
        await SaysAsync(shop, "c-1", 7, CallEventKind.HungUp);
        Assert.Equal(AnswerCallStatus.OutOfOrder, (await SaysAsync(shop, "c-1", 6, CallEventKind.Digits, "1")).Status);
        Assert.Equal(1, await CountAsync(shop, orders));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_whose_answer_was_lost_is_found_again_under_the_calls_own_key(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 10, null));
        await SaysAsync(shop, "c-1", 1, CallEventKind.Started);
        await SaysAsync(shop, "c-1", 2, CallEventKind.Digits, "1");
        await SaysAsync(shop, "c-1", 3, CallEventKind.Digits, "2");
        // A node marks the call and places its order, and is never heard of again.
        var mark = new Sql("UPDATE calls SET placing_since = @now");
        await shop.Database.WriteAsync(open => open.ExecuteAsync(mark, new { now = shop.Now }, Cancel), Cancel);
        var call = new CallEvent("c-1", 4, CallEventKind.Digits, caller, "1", false, null).Call;
        var lost = await shop.PlaceAsync(new PlaceOrder
        {
            IdempotencyKey = $"call-{call:N}",
            Channel = Channel.Phone,
            Name = "ARS 5678",
            Phone = caller,
            Lines = [new PlaceOrderLine("mug", 2, 9_900, offers[0])],
        }.Seal());
        Assert.Equal(PlaceOrderStatus.Placed, lost.Status);
        Assert.Equal(AnswerCallStatus.Busy, (await SaysAsync(shop, "c-1", 4, CallEventKind.Digits, "1")).Status);
        shop.Forward(AnswerCalls.PlacingMax);
        // The show has ended meanwhile: what was ordered stays ordered.
        await shop.Get<Onair.Broadcasts.EndBroadcast>().RunAsync(show, Cancel);
        var told = await SaysAsync(shop, "c-1", 4, CallEventKind.Digits, "1");
        Assert.Equal((CallStep.Done, lost.Order!.Number), (told.Answer!.Step, told.Answer.Order!.Number));
        Assert.Equal(1, await CountAsync(shop, orders));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_hundred_callers_for_fifty_pieces_get_fifty_and_the_rest_hear_that_it_is_gone(Dialect dialect)
    {
        const int callers = 200;
        const int pieces = 50;
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 80);
        await shop.GoesOnAirAsync(("mug", 9_900, pieces, 1));
        var ends = await Task.WhenAll(Enumerable.Range(0, callers).Select(async i =>
        {
            var (id, number) = ($"c-{i}", $"010{i:D8}");
            var last = await SaysAsync(shop, id, 1, CallEventKind.Started, "", number);
            for (var seq = 2; last.Answer is { Next: CallNext.Gather } && seq < 12; seq++)
                last = await SaysAsync(shop, id, seq, CallEventKind.Digits, "1", number);
            return last.Answer!;
        }));
        Assert.Equal(pieces, ends.Count(end => end.Step == CallStep.Done));
        Assert.Equal(callers - pieces, ends.Count(end => end.Step == CallStep.Agent));
        Assert.All(
            ends.Where(end => end.Step == CallStep.Agent),
            end => Assert.Contains("매진", end.Say, StringComparison.Ordinal));
        Assert.Equal((pieces, 30L), (await CountAsync(shop, orders), (await shop.StockAsync("mug")).Available));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Calls_have_a_bound_end_when_they_fall_silent_and_are_forgotten_after_a_day(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(
            dialect, services => services.Configure<CallsOptions>(options => options.CallsMax = 2));
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.GoesOnAirAsync(("mug", 9_900, 10, null));
        for (var i = 1; i <= 2; i++)
        {
            var begun = await SaysAsync(shop, $"c-{i}", 1, CallEventKind.Started, "", $"0101111000{i}");
            Assert.Equal(CallStep.ChooseOffer, begun.Answer!.Step);
        }

        var full = await SaysAsync(shop, "c-3", 1, CallEventKind.Started);
        Assert.Equal((CallStep.Agent, CallNext.Transfer), (full.Answer!.Step, full.Answer.Next));
        shop.Forward(TimeSpan.FromMinutes(16));
        await EndAsync(shop);
        Assert.Equal(
            CallNext.HangUp, (await SaysAsync(shop, "c-1", 2, CallEventKind.Digits, "1", "01011110001")).Answer!.Next);
        Assert.Equal(CallStep.ChooseOffer, (await SaysAsync(shop, "c-4", 1, CallEventKind.Started)).Answer!.Step);
        Assert.Equal(4, await CountAsync(shop, callRows));
        shop.Forward(TimeSpan.FromHours(25));
        // The first run ends the last call; a day later it goes as well.
        await EndAsync(shop);
        Assert.Equal((1, 1), (await CountAsync(shop, callRows), await CountAsync(shop, eventRows)));
        shop.Forward(TimeSpan.FromHours(25));
        await EndAsync(shop);
        Assert.Equal((0, 0), (await CountAsync(shop, callRows), await CountAsync(shop, eventRows)));
    }

    [Fact]
    public async Task Line_of_a_channel_reads_out_what_is_on_that_channel_to_the_end()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.GoesOnAirAsync(("mug", 9_900, 10, null));
        foreach (var (feed, step) in new[] { ("onair", CallStep.ChooseOffer), ("another", CallStep.Agent) })
        {
            var begun = await shop.Get<AnswerCalls>().RunAsync(
                new CallEvent(feed, 1, CallEventKind.Started, caller, "", false, feed), Cancel);
            Assert.Equal(step, begun.Answer!.Step);
        }

        // Only the first event says which channel it is.
        Assert.Contains("mug", (await SaysAsync(shop, "onair", 2, CallEventKind.Digits, "*")).Answer!.Say);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Offers_keep_their_words_and_no_two_share_one(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.SellsAsync("pan", 30_000, 50);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 10, null), ("pan", 20_000, 10, null));
        var codes = shop.Get<OfferCodes>();
        var words = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => codes.OfAsync(offers, Cancel)));
        Assert.All(words, w => Assert.Equal(words[0], w));
        Assert.Equal(2, await CountAsync(shop, codeRows));
        Assert.Equal(offers[0], await codes.FindAsync(words[0][offers[0]].ToLowerInvariant(), Cancel));
        Assert.Null(await codes.FindAsync("000000", Cancel));
        Assert.Null(await codes.FindAsync("'; --", Cancel));

        // The word of the first one is taken by another: it gets its next.
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(takeWord, new { offer = offers[0], other = Guid.NewGuid() }, Cancel), Cancel);
        var next = (await codes.OfAsync(offers, Cancel))[offers[0]];
        Assert.Equal(OfferCode.Of(offers[0], 1), next);
        Assert.Equal(offers[0], await codes.FindAsync(next, Cancel));
    }

    private static async Task<AtDesk> DeskAsync(Shop shop, string name)
    {
        var token = (await shop.Get<AddAgents>().RunAsync(name, Cancel)).Token!;
        return new AtDesk((await shop.Get<FindAgents>().ByTokenAsync(token, Cancel))!, "198.51.100.7");
    }

    private static PlaceOrder Order(string key, int pieces) => new PlaceOrder
    {
        IdempotencyKey = key,
        Channel = Channel.Phone,
        Name = "홍길동",
        Phone = caller,
        Email = "gildong@shop.example",
        Lines = [new PlaceOrderLine("mug", pieces, 12_000)],
    }.Seal();

    private static Task<AnsweredCall> SaysAsync(
        Shop shop, string call, int seq, CallEventKind kind, string digits = "", string from = caller) =>
        shop.Get<AnswerCalls>().RunAsync(new CallEvent(call, seq, kind, from, digits, false, null), Cancel);

    private static Task EndAsync(Shop shop) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(verb => verb.Name == "calls.end").RunAsync(Cancel);

    private static async Task<int> CountAsync(Shop shop, Sql sql) =>
        (int)await shop.Database.ReadAsync(open => open.FirstAsync<long>(sql, null, Cancel), Cancel);
}
