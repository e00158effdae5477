using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Customers;

namespace Onair.Host.Storefront.Account;

/// <summary>Name and number, addresses, consents: what their owner alone sees.</summary>
internal static class ProfileApi
{
    private static readonly string[] addressFields =
        ["label", "recipient", "phone", "postcode", "line1", "line2", "memo"];

    public static RouteGroupBuilder MapProfile(this RouteGroupBuilder pages)
    {
        pages.MapGet("/profile", ShowAsync);
        pages.MapPost("/profile", SaveAsync);
        pages.MapGet("/addresses", AddressesAsync);
        pages.MapPost("/addresses", AddAsync);
        pages.MapGet("/addresses/{id:guid}", EditAsync);
        pages.MapPost("/addresses/{id:guid}", ChangeAsync);
        pages.MapPost("/addresses/{id:guid}/remove", RemoveAsync);
        pages.MapPost("/addresses/{id:guid}/default", DefaultAsync);
        pages.MapGet("/consents", ConsentsAsync);
        pages.MapPost("/consents", SaveConsentsAsync);
        return pages;
    }

    private static RazorComponentResult ShowAsync(HttpContext http, AccountDoor door)
    {
        var who = AccountDoor.WhoOf(http);
        var view = door.ViewOf(http) with
        {
            Typed = new Dictionary<string, string> { ["name"] = who.Name, ["phone"] = who.Phone ?? "" },
        };
        return new RazorComponentResult<ProfilePage>(
            new { View = view with { Done = view.Visit.Query.ContainsKey("saved") ? view.W.Saved : null } });
    }

    private static async Task<IResult> SaveAsync(HttpContext http, AccountDoor door, ChangeProfile change)
    {
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, "name", "phone") };
        var errors = await change.RunAsync(
            AccountDoor.WhoOf(http).CustomerId, view.Value("name"), view.Value("phone"), view.Visit.IsEnglish);
        return errors.Count == 0
            ? SeeOther.At(http, view.Visit.Link("/account/profile", ("saved", "1")))
            : new RazorComponentResult<ProfilePage>(new { View = view with { Errors = errors } }) { StatusCode = 400 };
    }

    private static async Task<IResult> AddressesAsync(
        HttpContext http, AccountDoor door, Addresses addresses, CancellationToken cancel) =>
        Page(door.ViewOf(http), await addresses.ListAsync(AccountDoor.WhoOf(http).CustomerId, cancel), null, 200);

    private static async Task<IResult> EditAsync(
        Guid id, HttpContext http, AccountDoor door, Addresses addresses, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var own = await addresses.ListAsync(AccountDoor.WhoOf(http).CustomerId, cancel);
        if (own.Find(a => a.Id == id) is not { } one) return StorefrontApi.NotFound(view.Visit);
        var typed = new Dictionary<string, string>
        {
            ["label"] = one.Label,
            ["recipient"] = one.Recipient,
            ["phone"] = one.Phone,
            ["postcode"] = one.Postcode,
            ["line1"] = one.Line1,
            ["line2"] = one.Line2,
            ["memo"] = one.Memo,
        };
        return Page(view with { Typed = typed }, own, id, 200);
    }

    private static Task<IResult> AddAsync(
        HttpContext http, AccountDoor door, Addresses addresses, CancellationToken cancel) =>
        StoreAsync(null, http, door, addresses, cancel);

    private static Task<IResult> ChangeAsync(
        Guid id, HttpContext http, AccountDoor door, Addresses addresses, CancellationToken cancel) =>
        StoreAsync(id, http, door, addresses, cancel);

    private static async Task<IResult> StoreAsync(
        Guid? id, HttpContext http, AccountDoor door, Addresses addresses, CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http).CustomerId;
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, addressFields) };
        var asked = new CustomerAddress
        {
            Label = view.Value("label"),
            Recipient = view.Value("recipient"),
            Phone = view.Value("phone"),
            Postcode = view.Value("postcode"),
            Line1 = view.Value("line1"),
            Line2 = view.Value("line2"),
            Memo = view.Value("memo"),
        };
        var (status, errors) = await addresses.SaveAsync(who, id, asked, cancel);
        return status switch
        {
            SaveAddressStatus.Saved => SeeOther.At(http, view.Visit.Link("/account/addresses")),
            SaveAddressStatus.Unknown => StorefrontApi.NotFound(view.Visit),
            SaveAddressStatus.Invalid =>
                Page(view with { Errors = errors }, await addresses.ListAsync(who, cancel), id, 400),
            SaveAddressStatus.TooMany => Page(
                view with { Problem = view.W.TooManyAddresses }, await addresses.ListAsync(who, cancel), id, 409),
        };
    }

    private static async Task<IResult> RemoveAsync(
        Guid id, HttpContext http, Addresses addresses, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        return await addresses.RemoveAsync(AccountDoor.WhoOf(http).CustomerId, id, cancel)
            ? SeeOther.At(http, visit.Link("/account/addresses"))
            : StorefrontApi.NotFound(visit);
    }

    private static async Task<IResult> DefaultAsync(
        Guid id, HttpContext http, Addresses addresses, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        return await addresses.MakeDefaultAsync(AccountDoor.WhoOf(http).CustomerId, id, cancel)
            ? SeeOther.At(http, visit.Link("/account/addresses"))
            : StorefrontApi.NotFound(visit);
    }

    private static RazorComponentResult Page(
        AccountView view, IReadOnlyList<CustomerAddress> saved, Guid? edited, int status) =>
        new RazorComponentResult<AddressesPage>(
            new { View = view, Saved = saved, Edited = edited }) { StatusCode = status };

    private static async Task<IResult> ConsentsAsync(
        HttpContext http, AccountDoor door, GiveConsents consents, TimeProvider time, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var said = await consents.HistoryAsync(AccountDoor.WhoOf(http).CustomerId, cancel);
        return new RazorComponentResult<ConsentsPage>(new
        {
            View = view with { Done = view.Visit.Query.ContainsKey("saved") ? view.W.Saved : null },
            Said = said,
            Active = ConsentRules.Active(said, time.GetUtcNow()),
        });
    }

    private static async Task<IResult> SaveConsentsAsync(
        HttpContext http, GiveConsents consents, CancellationToken cancel)
    {
        var granted = ConsentRules.Optional
            .Where(p => AccountDoor.Field(http, SignUp.FieldOf(p)) == "yes").ToHashSet();
        await consents.RunAsync(AccountDoor.WhoOf(http).CustomerId, granted, cancel);
        return SeeOther.At(http, Visit.Of(http.Request).Link("/account/consents", ("saved", "1")));
    }
}
