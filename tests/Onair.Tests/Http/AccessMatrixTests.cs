using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Onair.Carts;

namespace Onair.Tests.Http;

/// <summary>
/// Every endpoint against everybody: nobody in particular, two customers, the operator and one who would like to be,
/// with their own order's token, another order's, and a wrong one.
/// </summary>
public sealed class AccessMatrixTests
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task Every_endpoint_lets_in_whom_the_table_says_and_nobody_else()
    {
        await using var world = await AccessWorld.OpenAsync();
        var mapped = Mapped(world).Where(endpoint => !AccessMatrix.IsAsset(endpoint)).ToHashSet(StringComparer.Ordinal);
        var listed = AccessMatrix.Rows.Select(row => row.Endpoint).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(mapped.Except(listed).Select(endpoint =>
            $"{endpoint} has no row: say in tests/Onair.Tests/Http/AccessMatrix.cs what opens it"));
        faults.AddRange(listed.Except(mapped).Select(endpoint => $"{endpoint} is in the table and not in the shop"));
        Assert.Equal(AccessMatrix.Rows.Count, listed.Count);
        foreach (var row in AccessMatrix.Rows.Where(row => mapped.Contains(row.Endpoint)))
        {
            await (row.Key switch
            {
                Key.None => OpenAsync(world, row),
                Key.OrderHeader => HeaderAsync(world, row),
                Key.AnyOrderHeader => HeaderAsync(world, row, row.Status),
                Key.Address => AddressAsync(world, row),
                Key.Session or Key.OwnObject => SessionAsync(world, row),
                Key.Operator => StaffAsync(world, row, "operator", world.Right),
                Key.Agent => StaffAsync(world, row, "agent", world.Agent),
                Key.Cart => CartAsync(world, row),
                _ => throw new InvalidOperationException("a key without a question"),
            });
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    private async Task OpenAsync(AccessWorld world, AccessRow row)
    {
        foreach (var (caller, headers) in world.Callers)
            await ExpectAsync(world, row, caller, row.Status, row.Address, headers);
    }

    /// <summary>Sessions and operators open no order; only its own token does.</summary>
    private async Task HeaderAsync(AccessWorld world, AccessRow row, int strangers = 404)
    {
        var own = world.Fill(row.Address.Contains("{shipped}") ? "{token:shipped}" : "{token}");
        foreach (var (caller, headers) in world.Callers)
        {
            await ExpectAsync(world, row, caller, 401, row.Address, headers);
            foreach (var wrong in new[] { world.Foreign.Order, "x", own[..^1], "*" })
                await ExpectAsync(
                    world, row, caller + " with a wrong token", strangers, row.Address,
                    [.. headers, ("Order-Token", wrong)]);
        }

        await ExpectAsync(world, row, "its owner", row.Status, row.Address, ("Order-Token", own));
    }

    private async Task AddressAsync(AccessWorld world, AccessRow row)
    {
        var word = new[] { "{token:window}", "{token:shipped}", "{token:open}", "{token}" }.First(row.Address.Contains);
        var foreign = word == "{token:window}" ? world.Foreign.Window : world.Foreign.Order;
        var own = world.Fill(word);
        foreach (var (caller, headers) in world.Callers)
        {
            foreach (var wrong in new[] { foreign, "x", own[..^1], own[..^1] + (own[^1] == 'A' ? 'B' : 'A') })
            {
                var address = row.Address.Replace(word, wrong, StringComparison.Ordinal);
                await ExpectAsync(world, row, caller + " with a wrong token", 404, address, headers);
            }
        }

        await ExpectAsync(world, row, "its owner", row.Status, row.Address);
    }

    private async Task SessionAsync(AccessWorld world, AccessRow row)
    {
        foreach (var (caller, headers) in world.Callers)
        {
            var isCustomer = caller.EndsWith("customer", StringComparison.Ordinal);
            var answer = await ExpectAsync(world, row, caller, isCustomer ? row.Status : 303, row.Address, headers);
            if (!isCustomer && !answer.Header("Location").StartsWith("/account/sign-in", StringComparison.Ordinal))
                faults.Add($"{row} for {caller}: led to {answer.Header("Location")}");
        }
    }

    private async Task StaffAsync(AccessWorld world, AccessRow row, string who, (string, string) right)
    {
        foreach (var (caller, headers) in world.Callers.Where(c => c.Caller != who))
        {
            await ExpectAsync(world, row, caller, 401, row.Address, headers);
            if (headers.Any(header => header.Name == "Authorization")) continue;
            (string, string) token = ("Order-Token", world.Fill("{token}"));
            await ExpectAsync(world, row, caller + " with an order's token", 401, row.Address, [.. headers, token]);
        }

        await ExpectAsync(world, row, "the " + who, row.Status, row.Address, right);
    }

    /// <summary>Whose cart it is says its token alone: the thing in it is seen by nobody else.</summary>
    private async Task CartAsync(AccessWorld world, AccessRow row)
    {
        var filled = await world.Shop.Live.SendAsync(
            HttpMethod.Post, "/api/v1/cart/lines", """{"sku":"mug","quantity":1}""");
        var own = await ExpectAsync(
            world, row, "its owner", row.Status, row.Address, (CartTokens.Header, filled.Header(CartTokens.Header)));
        if (!own.Text.Contains("mug", StringComparison.Ordinal)) faults.Add($"{row}: its owner does not see it");
        foreach (var (caller, headers) in world.Callers)
        {
            foreach (var token in new[] { "", "x", CartOwner.NewToken() })
            {
                var answer = await ExpectAsync(
                    world, row, caller, row.Status, row.Address, [.. headers, (CartTokens.Header, token)]);
                if (answer.Text.Contains("mug", StringComparison.Ordinal))
                    faults.Add($"{row} for {caller}: shows another's cart");
            }
        }
    }

    private async Task<Answer> ExpectAsync(
        AccessWorld world, AccessRow row, string caller, int status, string address,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(row.Method, world.Fill(address));
        if (row.Body is { } body)
        {
            var type = body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded";
            request.Content = new StringContent(world.Fill(body), Encoding.UTF8);
            request.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(type);
        }

        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await world.Shop.Live.SendAsync(request, row.IsStream);
        if (answer.Status != status) faults.Add($"{row} for {caller}: {answer.Status} instead of {status}");
        return answer;
    }

    private static IEnumerable<string> Mapped(AccessWorld world) =>
        from endpoint in world.Shop.Live.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
        where method != "HEAD"
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
}
