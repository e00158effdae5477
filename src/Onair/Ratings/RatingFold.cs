using Onair.Orders;
using Onair.Primitives;

namespace Onair.Ratings;

/// <summary>Adds ratings up and keeps what does not fit. Pure: it sees rows and knows no database.</summary>
internal sealed class RatingFold
{
    private readonly FindingList sums = new("ratings.sums-are-the-published");
    private readonly FindingList steps = new("ratings.steps-lead-to-the-state");
    private readonly FindingList withdrawn = new("ratings.withdrawn-says-nothing");
    private readonly FindingList bought = new("ratings.who-rates-has-bought");
    private readonly Dictionary<Guid, long[]> published = [];

    public void Add(
        IReadOnlyList<Rating> page,
        ILookup<Guid, RatingStep> stepsOf,
        ILookup<Guid, RatingPicture> picturesOf,
        ILookup<Guid, OrderLine> linesOf)
    {
        foreach (var rating in page)
        {
            Count(rating);
            CheckSteps(rating, stepsOf[rating.Id]);
            withdrawn.Checked++;
            var isSilent = rating is { Stars: null, Body: "", Author: "" } && !picturesOf[rating.Id].Any();
            if (rating.State == RatingState.Withdrawn && !isSilent)
                withdrawn.Add($"{rating.Id}", "is withdrawn and still says something");
            bought.Checked++;
            if (!linesOf[rating.OrderId].Any(l => l.Sku == rating.Sku && RatingRules.WasSent(l)))
                bought.Add($"{rating.Id}", $"its order has no {rating.Sku} that was sent");
        }
    }

    public IReadOnlyList<Verification> Compare(IReadOnlyList<RatingSum> claimed)
    {
        var byProduct = claimed.ToDictionary(c => c.ProductId);
        foreach (var product in published.Keys.Union(byProduct.Keys))
        {
            sums.Checked++;
            var rows = published.GetValueOrDefault(product, new long[Rating.StarsMax]);
            var said = byProduct.GetValueOrDefault(product, RatingSum.None);
            for (var stars = Rating.StarsMin; stars <= Rating.StarsMax; stars++)
            {
                if (said.Of(stars) != rows[stars - 1])
                    sums.Add($"{product}", $"{said.Of(stars)} of {stars} stars, its ratings are {rows[stars - 1]}");
            }
        }

        return [sums.Done(), steps.Done(), withdrawn.Done(), bought.Done()];
    }

    private void Count(Rating rating)
    {
        if (rating is not { State: RatingState.Published, Stars: { } stars }) return;
        if (!published.TryGetValue(rating.ProductId, out var rows))
            published.Add(rating.ProductId, rows = new long[Rating.StarsMax]);
        rows[stars - 1]++;
    }

    private void CheckSteps(Rating rating, IEnumerable<RatingStep> log)
    {
        steps.Checked++;
        RatingState? state = null;
        var version = 0;
        foreach (var step in log)
        {
            version++;
            if (step.Version != version) steps.Add($"{rating.Id}", $"step {version} is missing");
            if (step.From != state)
                steps.Add($"{rating.Id}", $"step {version} starts at {step.From}, not at {state}");
            if (!RatingRules.IsArrow(step.From, step.To))
                steps.Add($"{rating.Id}", $"no arrow from {step.From} to {step.To}");
            (version, state) = (step.Version, step.To);
        }

        if (state != rating.State || version != rating.Version)
            steps.Add($"{rating.Id}", $"is {rating.State} v{rating.Version}, its log says {state} v{version}");
    }
}
