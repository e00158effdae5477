using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Onair.Host.Web;

namespace Onair.Tests.Storefront;

/// <summary>What a person, and a program, is told when the shop has trouble.</summary>
public sealed class TroublePageTests(SampleShop shop) : IClassFixture<SampleShop>
{
    [Theory]
    [InlineData(503, "/cart", "", "지금은 화면을 보여 드릴 수 없어요"), InlineData(500, "/cart", "", "다시 열기")]
    [InlineData(503, "/cart", "?lang=en", "We cannot show this page right now")]
    public async Task Person_gets_a_page_with_a_number_to_quote(int status, string path, string query, string says)
    {
        var (got, type, body) = await AskAsync(status, path, query, "text/html,*/*");
        Assert.Equal((status, "text/html"), (got, type));
        Assert.Contains(says, body);
        Assert.Contains("the-number", body);
        Assert.DoesNotContain("a secret of the inside", body);
    }

    [Theory]
    [InlineData(503, "/cart", "application/json"), InlineData(500, "/api/v1/orders", "text/html")]
    public async Task Program_gets_a_problem(int status, string path, string wants)
    {
        var (got, type, body) = await AskAsync(status, path, "", wants);
        Assert.Equal((status, "application/problem+json"), (got, type));
        Assert.DoesNotContain("a secret of the inside", body);
    }

    private async Task<(int Status, string? Type, string Body)> AskAsync(
        int status, string path, string query, string wants)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            TraceIdentifier = "the-number",
            Request =
            {
                Method = "GET", Scheme = "http", Host = new HostString("shop.example"), Path = path,
                QueryString = new QueryString(query),
            },
            Response = { Body = body },
        };
        http.Request.Headers.Accept = wants;
        const string secret = "a secret of the inside";
        var weather = new Weather(
            _ => throw (status == 503 ? new IOException(secret) : new InvalidOperationException(secret)),
            NullLogger<Weather>.Instance);
        await weather.InvokeAsync(http);
        return (http.Response.StatusCode, http.Response.ContentType?.Split(';')[0],
            Encoding.UTF8.GetString(body.ToArray()));
    }
}
