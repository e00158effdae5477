namespace Onair.Ratings;

/// <summary>How many published ratings of a product have how many stars.</summary>
public sealed class RatingSum
{
    public static readonly RatingSum None = new();

    public Guid ProductId { get; init; }

    public long Stars1 { get; init; }

    public long Stars2 { get; init; }

    public long Stars3 { get; init; }

    public long Stars4 { get; init; }

    public long Stars5 { get; init; }

    public long Count => Stars1 + Stars2 + Stars3 + Stars4 + Stars5;

    /// <summary>With one decimal, halves upwards; 0 when there are none.</summary>
    public decimal Average => Count == 0
        ? 0
        : Math.Round(
            (Stars1 + (2m * Stars2) + (3m * Stars3) + (4m * Stars4) + (5m * Stars5)) / Count,
            1,
            MidpointRounding.AwayFromZero);

    public long Of(int stars) => stars switch
    {
        1 => Stars1,
        2 => Stars2,
        3 => Stars3,
        4 => Stars4,
        5 => Stars5,
        _ => throw new ArgumentOutOfRangeException(nameof(stars), stars, "not 1 to 5"),
    };
}

/// <summary>What a step adds to a product's counters and takes off them.</summary>
internal readonly record struct SumChange(
    Guid ProductId, int Stars1, int Stars2, int Stars3, int Stars4, int Stars5)
{
    public bool IsNone => Stars1 == 0 && Stars2 == 0 && Stars3 == 0 && Stars4 == 0 && Stars5 == 0;

    /// <param name="before">Null for one that was not there.</param>
    /// <param name="after">As it is written now.</param>
    public static SumChange Of(Rating? before, Rating after)
    {
        var (off, on) = (Counted(before), Counted(after));
        return new SumChange(after.ProductId, Of(1), Of(2), Of(3), Of(4), Of(5));

        int Of(int stars) => (on == stars ? 1 : 0) - (off == stars ? 1 : 0);
    }

    private static int Counted(Rating? rating) =>
        rating is { State: RatingState.Published, Stars: { } stars } ? stars : 0;
}
