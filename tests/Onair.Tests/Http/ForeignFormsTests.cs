using System.Net.Http.Headers;
using System.Text;
using Onair.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace Onair.Tests.Http;

/// <summary>
/// What another site can make a visitor's browser send (CSRF): to every endpoint that takes a form, and to every one
/// that takes JSON. The endpoints are the rows of <see cref="AccessMatrix"/>, which the shop's own list keeps whole.
/// </summary>
public sealed class ForeignFormsTests
{
    /// <summary>Providers' windows send the browser back with a form: the address's own token is what counts.</summary>
    private static readonly string[] ofProviders = ["POST /pay/return/", "POST /pay/close/"];

    private static readonly (string Name, string Value)[] signs =
    [
        ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://other.example"),
    ];

    [Fact]
    public async Task Form_of_another_site_is_refused_everywhere_and_does_nothing()
    {
        await using var world = await AccessWorld.OpenAsync();
        var customer = world.Callers.Single(c => c.Caller == "customer").Headers;
        var rows = AccessMatrix.Rows.Where(row => IsForm(row) && !IsOfProviders(row)).ToList();
        Assert.InRange(rows.Count, 30, 200);
        foreach (var row in rows)
        {
            foreach (var sign in signs)
            {
                var answer = await SendAsync(world, row, [.. customer, sign], "application/x-www-form-urlencoded");
                Assert.True(
                    answer.Status == (row.Endpoint.Contains("/account/") ? 400 : 404),
                    $"{row} with {sign}: {answer.Status}");
                Assert.DoesNotContain("__Host-onair-cart", answer.Header("Set-Cookie"));
                Assert.DoesNotContain("__Host-session", answer.Header("Set-Cookie"));
            }
        }

        var order = await world.Shop.Live.App.Services.GetRequiredService<ShowOrders>()
            .ByNumberAsync(world.Fill("{order}"), LiveShop.Cancel);
        Assert.Equal((OrderStatus.Paid, 1), (order!.Order.Status, order.Attempts.Count));
    }

    [Fact]
    public async Task Window_of_a_provider_may_send_the_browser_back()
    {
        await using var world = await AccessWorld.OpenAsync();
        foreach (var row in AccessMatrix.Rows.Where(row => IsForm(row) && IsOfProviders(row)))
            Assert.Equal(303, (await SendAsync(world, row, [signs[0]], "application/x-www-form-urlencoded")).Status);
    }

    /// <summary>A form that another site sends can be no JSON, and a script there is not let.</summary>
    [Fact]
    public async Task Api_takes_no_form_and_invites_no_other_site()
    {
        await using var world = await AccessWorld.OpenAsync();
        var customer = world.Callers.Single(c => c.Caller == "customer").Headers;
        var rows = AccessMatrix.Rows.Where(row => row.Method != HttpMethod.Get && IsApi(row)).ToList();
        Assert.InRange(rows.Count, 10, 200);
        foreach (var row in rows)
        {
            foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded" })
            {
                var answer = await SendAsync(world, row, [.. customer, .. signs[..1]], type);
                Assert.True(answer.Status is 400 or 401 or 415, $"{row} as {type}: {answer.Status}");
            }

            var question = new HttpRequestMessage(HttpMethod.Options, world.Fill(row.Address));
            question.Headers.TryAddWithoutValidation("Origin", "https://other.example");
            question.Headers.TryAddWithoutValidation("Access-Control-Request-Method", row.Method.Method);
            question.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "content-type,order-token");
            var asked = await world.Shop.Live.SendAsync(question);
            Assert.DoesNotContain(
                asked.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static bool IsApi(AccessRow row) => row.Address.StartsWith("/api/", StringComparison.Ordinal);

    private static bool IsForm(AccessRow row) => row.Method == HttpMethod.Post && !IsApi(row);

    private static bool IsOfProviders(AccessRow row) =>
        ofProviders.Any(way => row.Endpoint.StartsWith(way, StringComparison.Ordinal));

    private static Task<Answer> SendAsync(
        AccessWorld world, AccessRow row, IEnumerable<(string Name, string Value)> headers, string type)
    {
        var request = new HttpRequestMessage(row.Method, world.Fill(row.Address))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(world.Fill(row.Body ?? ""))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return world.Shop.Live.SendAsync(request);
    }
}
