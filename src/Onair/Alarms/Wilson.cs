namespace Onair.Alarms;

/// <summary>Pure: what a share of some samples says about the share of all.</summary>
public static class Wilson
{
    /// <summary>An end of Wilson's score interval. Right for small samples and for shares near 0 and 1 too.</summary>
    /// <param name="share">What was seen, 0 to 1.</param>
    /// <param name="samples">Of so many; from 1.</param>
    /// <param name="errors">Standard errors: above 0 the upper end, below 0 the lower.</param>
    public static double Bound(double share, long samples, double errors)
    {
        var n = (double)samples;
        var z2 = errors * errors;
        var middle = share + (z2 / (2 * n));
        var width = errors * Math.Sqrt(((share * (1 - share)) + (z2 / (4 * n))) / n);
        return Math.Clamp((middle + width) / (1 + (z2 / n)), 0, 1);
    }
}
