using Onair.Orders;

namespace Onair.Tests.Orders;

public sealed class PaymentNewsTests
{
    private readonly PaymentNews news = new();
    private readonly Guid attempt = Guid.NewGuid();

    [Fact]
    public void News_between_listening_and_waiting_is_heard()
    {
        using var listener = news.Listen(attempt);
        news.Tell(attempt);
        Assert.True(Wait(listener).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task All_who_listen_hear_it()
    {
        using var first = news.Listen(attempt);
        using var second = news.Listen(attempt);
        var waits = new[] { Wait(first), Wait(second) };
        news.Tell(attempt);
        await Task.WhenAll(waits);
        Assert.Equal(0, news.Count);
    }

    [Fact]
    public void News_of_another_attempt_wakes_nobody()
    {
        using var listener = news.Listen(attempt);
        news.Tell(Guid.NewGuid());
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
        news.Tell(attempt);
        Assert.True(Wait(stays).IsCompletedSuccessfully);
    }

    private static Task Wait(PaymentNews.Listener listener) =>
        listener.WaitAsync(TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
