using System.Net;
using Onair.Payments;

namespace Onair.Tests.Payments;

/// <summary>Which failed calls may be made again.</summary>
public sealed class ProviderHttpTests
{
    public static TheoryData<string, Exception?, bool> Failures => new()
    {
        { "refused", new HttpRequestException(HttpRequestError.ConnectionError), true },
        { "no such name", new HttpRequestException(HttpRequestError.NameResolutionError), true },
        { "handshake", new HttpRequestException(HttpRequestError.SecureConnectionError), true },
        { "connect timeout", new TaskCanceledException("late", new TimeoutException()), true },
        { "answer cut off", new HttpRequestException(HttpRequestError.ResponseEnded), false },
        { "answer too long", new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), false },
        { "reset", new HttpRequestException(HttpRequestError.Unknown), false },
        { "not HTTP", new HttpRequestException(HttpRequestError.InvalidResponse), false },
        { "we gave up", new TaskCanceledException(), false },
        { "our timeout", new TimeoutException(), false },
        { "stream", new IOException(), false },
        { "none", null, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Only_what_was_never_sent_may_be_posted_again(string why, Exception? error, bool isNotSent)
    {
        Assert.True(isNotSent == ProviderHttp.WasNotSent(error), why);
        Assert.True(isNotSent == ProviderHttp.MayRepeat(HttpMethod.Post, error, null), why);
        Assert.True(
            (isNotSent || error is HttpRequestException) == ProviderHttp.MayRepeat(HttpMethod.Get, error, null), why);
    }

    [Theory]
    [InlineData("GET", 500, true)]
    [InlineData("GET", 503, true)]
    [InlineData("GET", 429, false)]
    [InlineData("GET", 404, false)]
    [InlineData("GET", 200, false)]
    [InlineData("POST", 500, false)]
    [InlineData("POST", 503, false)]
    public void Only_reads_are_repeated_after_an_answer(string method, int status, bool may) =>
        Assert.Equal(may, ProviderHttp.MayRepeat(new HttpMethod(method), null, (HttpStatusCode)status));
}
