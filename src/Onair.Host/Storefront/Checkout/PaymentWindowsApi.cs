using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Orders;
using Onair.Payments;

namespace Onair.Host.Storefront.Checkout;

/// <summary>The way to a provider's window and back.</summary>
internal static class PaymentWindowsApi
{
    private const int nonceBytes = 16;

    /// <summary>Of an attempt, with the window's token, in the language that the customer left in.</summary>
    private const string way = "/{attempt:guid}/{token}/{language:regex(^en$)?}";

    public static IEndpointRouteBuilder MapPaymentWindows(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPagePolicy();
        pages.MapGet("/orders/{number}/{token}/window/{attempt:guid}", OpenAsync);
        pages.MapMethods(OpenWindows.ReturnPath + way, ["GET", "POST"], ReturnAsync);
        pages.MapMethods(OpenWindows.ClosePath + way, ["GET", "POST"], CloseAsync);
        return shop;
    }

    private static async Task<IResult> OpenAsync(
        string number,
        string token,
        Guid attempt,
        HttpContext http,
        OpenWindows windows,
        IOptions<OrdersOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var visitor = new WindowVisitor(
            OrderPaymentsApi.OriginOf(http.Request, options.Value), IsMobile(http.Request), visit.IsEnglish);
        var opened = await windows.RunAsync(attempt, token, visitor, cancel);
        if (opened.Status == OpenWindowStatus.UnknownAttempt) return StorefrontApi.NotFound(visit);
        if (opened.Step.Url is not { } address) return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(nonceBytes));
        http.Response.Headers.ContentSecurityPolicy = PolicyFor(address, nonce);
        // The provider's script may open a window of its own and speak with it.
        http.Response.Headers["Referrer-Policy"] = "strict-origin";
        return new RazorComponentResult<WindowPage>(new
        {
            Visit = visit,
            opened.Step,
            Nonce = nonce,
            Back = OrderPagesApi.AddressOf(visit, number, token),
        });
    }

    /// <summary>
    /// The one page that runs a script of others, and only the provider's: what that loads in turn it may, as its
    /// window is its own affair.
    /// </summary>
    private static string PolicyFor(Uri provider, string nonce)
    {
        var origin = provider.GetLeftPart(UriPartial.Authority);
        return $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; img-src 'self' https: {origin}; "
            + $"style-src 'self' 'unsafe-inline' {origin}; connect-src {origin} https:; frame-src {origin} https:; "
            + $"form-action 'self' {origin} https:; base-uri 'none'; frame-ancestors 'none'";
    }

    private static async Task<IResult> ReturnAsync(
        Guid attempt, string token, string? language, HttpContext http, ResumePayments resume, OrderTokens tokens,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request) with { IsEnglish = language is not null };
        var form = http.Request.Method == "POST" ? await CheckoutApi.ReadFormAsync(http.Request, cancel) : null;
        var returned = new BrowserReturn(Fields(http.Request.Query), form is null ? Nothing : Fields(form));
        var answer = await resume.RunAsync(new ResumePayment(attempt, token, returned), cancel);
        if (answer.Attempt is not { } found) return StorefrontApi.NotFound(visit);
        var note = answer.Status switch
        {
            ResumePaymentStatus.Invalid or ResumePaymentStatus.AmountDiffers => "not-read",
            ResumePaymentStatus.Resumed or ResumePaymentStatus.AlreadyResumed or ResumePaymentStatus.GivenUp
                or ResumePaymentStatus.Refused or ResumePaymentStatus.UnknownAttempt => null,
        };
        return SeeOther.At(http, OrderPagesApi.AddressOf(visit, found.OrderNumber, tokens.Of(found.OrderId), note));
    }

    /// <summary>The window is gone; the attempt stays as it is, and so does the order.</summary>
    private static async Task<IResult> CloseAsync(
        Guid attempt,
        string token,
        string? language,
        HttpContext http,
        WindowTokens windows,
        Storage.Database database,
        OrderTokens tokens,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request) with { IsEnglish = language is not null };
        var found = windows.IsValid(attempt, token)
            ? await database.ReadAsync(open => FindAttempts.ByIdAsync(open, attempt, cancel), cancel)
            : null;
        if (found is null) return StorefrontApi.NotFound(visit);
        return SeeOther.At(http, OrderPagesApi.AddressOf(visit, found.OrderNumber, tokens.Of(found.OrderId), "closed"));
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static Dictionary<string, string> Fields(
        IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> sent) =>
        // A field that comes twice is one that somebody added.
        sent.Where(f => f.Value.Count == 1).Take(CheckoutForm.FieldsMax)
            .ToDictionary(f => f.Key, f => f.Value[0]!, StringComparer.Ordinal);

    private static bool IsMobile(HttpRequest request) =>
        request.Headers.UserAgent.ToString().Contains("Mobi", StringComparison.Ordinal);
}
