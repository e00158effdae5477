using Onair.Orders;
using Onair.Payments;
using Onair.Tests.Payments;

namespace Onair.Tests.Orders;

public sealed class PaymentNewsTests
{
    private readonly PaymentNews news = new();
    private readonly Guid attempt = Guid.NewGuid();

    [Fact]
    public async Task News_between_listening_and_waiting_is_heard()
    {
        using var listener = news.Listen(attempt);
        Tell(attempt);
        var heard = Wait(listener);
        Assert.True(heard.IsCompletedSuccessfully);
        Assert.Equal(attempt, (await heard)!.Id);
    }

    [Fact]
    public async Task All_who_listen_hear_it()
    {
        using var first = news.Listen(attempt);
        using var second = news.Listen(attempt);
        var waits = new[] { Wait(first), Wait(second) };
        Tell(attempt);
        await Task.WhenAll(waits);
        Assert.Equal(0, news.Count);
    }

    [Fact]
    public void News_of_another_attempt_wakes_nobody()
    {
        using var listener = news.Listen(attempt);
        Tell(Guid.NewGuid());
        Assert.False(Wait(listener).IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_is_told_nothing_and_leaves_nothing_behind()
    {
        using var gone = new CancellationTokenSource();
        using (var listener = news.Listen(attempt))
        {
            var wait = listener.WaitAsync(TimeSpan.FromHours(1), TimeProvider.System, gone.Token);
            await gone.CancelAsync();
            await wait;
        }

        Assert.Equal(0, news.Count);
    }

    [Fact]
    public void One_of_two_who_leaves_does_not_take_the_news_from_the_other()
    {
        using var stays = news.Listen(attempt);
        news.Listen(attempt).Dispose();
        Tell(attempt);
        Assert.True(Wait(stays).IsCompletedSuccessfully);
    }

    private void Tell(Guid id) => news.Tell(Some.Prepared(1_000) with { Id = id });

    private static Task<Attempt?> Wait(PaymentNews.Listener listener) =>
        listener.WaitAsync(TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
