using Onair.Alarms;

namespace Onair.Tests.Alarms;

/// <summary>The golden rows of the design: 0 is good, X is bad, - is missing; the oldest first.</summary>
public sealed class PointsOfNTests
{
    [Theory]
    [InlineData(3, 3, "0-X-X", "OK", "OK", "OK", "OK")]
    [InlineData(3, 3, "0----", "OK", "OK", "OK", "OK")]
    [InlineData(3, 3, "-----", "INSUFF", "retain", "ALARM", "OK")]
    [InlineData(3, 3, "0XX-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData(3, 3, "----X", "INSUFF", "retain", "ALARM", "OK")]
    [InlineData(3, 3, "X----", "ALARM", "retain", "ALARM", "OK")]
    [InlineData(2, 3, "0-X-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData(2, 3, "00X0X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData(2, 3, "0-X--", "OK", "OK", "ALARM", "OK")]
    [InlineData(2, 3, "----0", "OK", "OK", "ALARM", "OK")]
    [InlineData(2, 3, "----X", "INSUFF", "retain", "ALARM", "OK")]
    public void Golden_rows(int m, int n, string points, string missing, string ignore, string breaching, string not)
    {
        var line = points.Select(c => c switch
        {
            '0' => AlarmPoint.Good, 'X' => AlarmPoint.Bad, _ => AlarmPoint.Missing,
        }).ToArray();
        string Verdict(MissingPolicy policy) => PointsOfN.Decide(line, m, n, policy) switch
        {
            PointsVerdict.Ok => "OK", PointsVerdict.Alarm => "ALARM", PointsVerdict.Retain => "retain", _ => "INSUFF",
        };
        Assert.Equal(
            (missing, ignore, breaching, not),
            (Verdict(MissingPolicy.Missing), Verdict(MissingPolicy.Ignore), Verdict(MissingPolicy.Breaching),
                Verdict(MissingPolicy.NotBreaching)));
    }
}
