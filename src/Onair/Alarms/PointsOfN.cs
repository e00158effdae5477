namespace Onair.Alarms;

/// <summary>A point of an alarm's line.</summary>
public enum AlarmPoint
{
    Missing = 1,
    Good = 2,
    Bad = 3,
}

/// <summary>What M of N points say.</summary>
public enum PointsVerdict
{
    Ok = 1,
    Alarm = 2,

    /// <summary>Too little is known.</summary>
    Insufficient = 3,

    /// <summary>Stay as you are.</summary>
    Retain = 4,
}

/// <summary>
/// Pure: M bad points of N, with four ways to take missing ones. Two points more than N are looked at, so that a late
/// one does not matter; missing ones are only interpreted when fewer than N are known.
/// </summary>
public static class PointsOfN
{
    /// <summary>Points that are looked at beyond N.</summary>
    public const int Reserve = 2;

    /// <param name="points">The oldest first; N + <see cref="Reserve"/> of them.</param>
    /// <param name="m">1 to N.</param>
    /// <param name="n">From 1.</param>
    /// <param name="missing">What to make of points that are not there.</param>
    public static PointsVerdict Decide(ReadOnlySpan<AlarmPoint> points, int m, int n, MissingPolicy missing)
    {
        var known = 0;
        var bad = 0;
        var oldestBad = 0;
        for (var age = 1; age <= points.Length && known < n; age++)
        {
            var point = points[^age];
            if (point == AlarmPoint.Missing) continue;
            known++;
            if (point != AlarmPoint.Bad) continue;
            bad++;
            oldestBad = age;
        }

        if (known >= n || bad >= m) return bad >= m ? PointsVerdict.Alarm : PointsVerdict.Ok;
        return missing switch
        {
            MissingPolicy.Breaching => bad + n - known >= m ? PointsVerdict.Alarm : PointsVerdict.Ok,
            MissingPolicy.NotBreaching => PointsVerdict.Ok,
            MissingPolicy.Ignore => bad == known ? PointsVerdict.Retain : PointsVerdict.Ok,
            // All that is known is bad. An alarm, when it has been so for as long as M points take.
            MissingPolicy.Missing => bad < known ? PointsVerdict.Ok
                : bad > 0 && oldestBad >= m ? PointsVerdict.Alarm
                : PointsVerdict.Insufficient,
        };
    }
}
