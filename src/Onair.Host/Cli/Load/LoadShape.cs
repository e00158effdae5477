namespace Onair.Host.Cli.Load;

/// <summary>How orders arrive over a run. The names are those of <c>surge --shape</c>.</summary>
internal enum ShapeKind
{
    /// <summary>The same rate from beginning to end.</summary>
    Flat = 1,

    /// <summary>One broadcast: half an hour before, the hour on the air, the hour after.</summary>
    Broadcast = 2,

    /// <summary>A special event: an hour at 25 times the mean, then two hours of its tail.</summary>
    Event = 3,
}

/// <summary>
/// The rate of arrivals as pieces of straight lines over the shop's own clock: a multiple of the mean rate at every
/// second. Pure, so that its integrals can be tested.
/// </summary>
internal sealed class LoadShape
{
    private const double minute = 60;

    private readonly Piece[] pieces;

    private LoadShape(params Piece[] pieces)
    {
        this.pieces = pieces;
    }

    /// <summary>Length on the shop's clock, in seconds.</summary>
    public double Seconds => pieces[^1].To;

    /// <summary>The integral of the multiple over the whole shape: how many seconds of mean load it holds.</summary>
    public double MeanSeconds => Cumulated(Seconds);

    public static LoadShape Flat(double seconds) => new(new Piece(0, seconds, 1, 1));

    /// <summary>
    /// 2.5 times the mean from T-30 min, 15 times from T to T+60, then 7 times falling in a line to 3 times at T+120.
    /// </summary>
    public static LoadShape Broadcast() => new(
        new Piece(0, 30 * minute, 2.5, 2.5),
        new Piece(30 * minute, 90 * minute, 15, 15),
        new Piece(90 * minute, 150 * minute, 7, 3));

    /// <summary>
    /// 25 times the mean for an hour, then 4 times falling to 2 times over two hours. Those are the first three hours
    /// of a day that goes on at <see cref="EventRestOfDay"/> times the mean, so that the first hour holds 35 % of the
    /// day.
    /// </summary>
    public static LoadShape Event() => new(
        new Piece(0, 60 * minute, 25, 25),
        new Piece(60 * minute, 180 * minute, 4, 2));

    /// <summary>What the 21 hours after <see cref="Event"/> run at: (25 / 0.35 - 25 - 6) / 21 hours.</summary>
    public const double EventRestOfDay = ((25 / 0.35) - 25 - 6) / 21;

    public static LoadShape Of(ShapeKind kind, double flatSeconds) => kind switch
    {
        ShapeKind.Flat => Flat(flatSeconds),
        ShapeKind.Broadcast => Broadcast(),
        ShapeKind.Event => Event(),
    };

    /// <summary>The multiple of the mean rate at a second of the shop's clock; 0 outside the shape.</summary>
    public double MultipleAt(double second)
    {
        foreach (var piece in pieces)
            if (second >= piece.From && second < piece.To) return piece.At(second);
        return 0;
    }

    /// <summary>Seconds of mean load from the beginning up to a second of the shop's clock.</summary>
    public double Cumulated(double second)
    {
        var sum = 0.0;
        foreach (var piece in pieces)
        {
            if (second <= piece.From) break;
            sum += piece.Cumulated(Math.Min(second, piece.To));
        }

        return sum;
    }

    /// <summary>The second at which <see cref="Cumulated"/> reaches a value; the end for a value beyond it.</summary>
    public double SecondOf(double cumulated)
    {
        foreach (var piece in pieces)
        {
            var whole = piece.Cumulated(piece.To);
            if (cumulated < whole) return piece.SecondOf(cumulated);
            cumulated -= whole;
        }

        return Seconds;
    }

    /// <summary>A straight line of the multiple from <c>First</c> at <c>From</c> to <c>Last</c> at <c>To</c>.</summary>
    private readonly record struct Piece(double From, double To, double First, double Last)
    {
        private double Slope => (Last - First) / (To - From);

        public double At(double second) => First + (Slope * (second - From));

        public double Cumulated(double second)
        {
            var passed = second - From;
            return (First * passed) + (Slope * passed * passed / 2);
        }

        /// <summary>
        /// Solves First x + Slope x² / 2 = cumulated in the form that stays exact when the slope is nearly 0.
        /// </summary>
        public double SecondOf(double cumulated)
        {
            var root = Math.Sqrt(Math.Max(0, (First * First) + (2 * Slope * cumulated)));
            return From + (2 * cumulated / (First + root));
        }
    }
}
