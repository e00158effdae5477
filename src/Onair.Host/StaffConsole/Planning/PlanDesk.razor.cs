using Microsoft.AspNetCore.Components;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Primitives;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Host.StaffConsole.Planning;

/// <summary>
/// Plans a show. What would stop it is said while it is typed: another show at that time, a SKU that nobody sells,
/// fewer pieces on the shelf than the offer promises.
/// </summary>
public sealed partial class PlanDesk
{
    private readonly Dictionary<string, (SellableVariant Variant, long Available)> known =
        new(StringComparer.Ordinal);

    private readonly List<FieldError> errors = [];
    private Guid id;
    private ShowForm? form;
    private string? problem;
    private string overlap = "";
    private ElementReference summary;
    private bool isToFocus;

    [CascadingParameter] public required ConsoleWords W { get; set; }

    [Inject] public required ReadBroadcasts Broadcasts { get; set; }

    [Inject] public required ScheduleBroadcast Schedule { get; set; }

    [Inject] public required Database Database { get; set; }

    [Inject] public required TimeProvider Time { get; set; }

    [Inject] public required NavigationManager Pages { get; set; }

    [Inject] internal Desk Desk { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (await Desk.EnterAsync(StaffRight.PlanShows, CancellationToken.None) is null) return;
        var now = Time.GetUtcNow();
        id = RandomBytes.Uuid7(now);
        var day = KoreanTime.DayOf(Day) ?? KoreanTime.DayOf(now);
        var like = Like is { } other ? await Broadcasts.ByIdAsync(other, CancellationToken.None) : null;
        form = like is null
            ? new ShowForm
            {
                StartsAt = KoreanTime.Field(day.AddHours(20)), EndsAt = KoreanTime.Field(day.AddHours(21)),
            }
            : ShowForm.Like(like, day + like.StartsAt.Subtract(KoreanTime.DayOf(like.StartsAt)));
        await LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isToFocus) return;
        isToFocus = false;
        await summary.FocusAsync();
    }

    /// <summary>Looks at what is near in time and on the shelf; nothing is decided here.</summary>
    private async Task LookAsync()
    {
        if (form is null) return;
        overlap = "";
        if (KoreanTime.Parse(form.StartsAt) is { } starts && KoreanTime.Parse(form.EndsAt) is { } ends && starts < ends
            && ends - starts <= BroadcastsOptions.LengthMax)
        {
            var near = await Broadcasts.BetweenAsync(
                starts, ends, BroadcastsOptions.PageMax, CancellationToken.None);
            var taken = near.FindAll(show => show.Feed == form.Feed.Trim() && show.State != BroadcastState.Ended);
            if (taken.Count > 0)
            {
                overlap = W.FeedTaken + " " + string.Join(", ", taken.Select(
                    show => $"{W.Say(show.Title)} {W.Clock(show.StartsAt)}-{W.Clock(show.EndsAt)}"));
            }
        }

        var skus = form.Offers.Select(o => o.Sku.Trim()).Where(sku => Variant.IsSku(sku) && !known.ContainsKey(sku))
            .Distinct(StringComparer.Ordinal).ToList();
        if (skus.Count == 0) return;
        var (variants, stock) = await Database.ReadAsync(
            async open =>
            {
                var found = new List<SellableVariant>();
                var round = open.Round();
                ReadSellable.Into(round, skus, found);
                await round.ExecuteAsync(CancellationToken.None);
                return (found, await ReadStock.BySkuAsync(open, skus, CancellationToken.None));
            },
            CancellationToken.None);
        var available = stock.ToDictionary(row => row.Sku, row => row.Available, StringComparer.Ordinal);
        foreach (var variant in variants) known[variant.Sku] = (variant, available.GetValueOrDefault(variant.Sku));
    }

    private string NoteOf(OfferForm offer)
    {
        if (offer.Sku.Trim().Length == 0) return "";
        if (!known.TryGetValue(offer.Sku.Trim(), out var of)) return W.NotOnSale;
        var name = W.IsEnglish ? of.Variant.NameEn : of.Variant.NameKo;
        var said = $"{name}, {W.Won(of.Variant.Price)}, {W.Available} {W.Count(of.Available)}";
        return long.TryParse(offer.Allotment, out var wanted) && wanted > of.Available
            ? $"{said}. {W.MissingStock} {W.Count(wanted - of.Available)}"
            : said;
    }

    private async Task SaveAsync()
    {
        errors.Clear();
        problem = null;
        if (form!.Read(id, errors) is { } draft)
        {
            var answer = await Desk.DoAsync(
                StaffRight.PlanShows,
                async (open, who) =>
                {
                    var done = await Schedule.RunAsync(open, draft, CancellationToken.None);
                    return (done, done.Status == ScheduleBroadcastStatus.Scheduled
                        ? new AuditDraft(
                            who.Actor, Deed.ShowPlanned, $"show:{id}",
                            $"{draft.Feed} {draft.StartsAt.UtcDateTime:O}, {draft.Offers.Count} offers")
                        : null);
                },
                CancellationToken.None);
            switch (answer?.Status)
            {
                case ScheduleBroadcastStatus.Scheduled or ScheduleBroadcastStatus.AlreadyScheduled:
                    Pages.NavigateTo($"/schedule?day={KoreanTime.Day(draft.StartsAt)}");
                    return;
                case ScheduleBroadcastStatus.Invalid:
                    errors.AddRange(answer.Errors);
                    break;
                case ScheduleBroadcastStatus.FeedTaken:
                    problem = W.FeedTaken;
                    break;
                default:
                    problem = W.NotAllowedTitle;
                    break;
            }
        }

        await LookAsync();
        isToFocus = true;
    }
}
