using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Onair.Series;

/// <summary>
/// What one node recorded in one span: <c>{"onair.jobs.live{kind=a,state=dead}":{"g":1,"t":1}, ...}</c>. One row each,
/// so that the number of rows depends on nodes and time alone.
/// </summary>
public sealed record Frame(DateTimeOffset At, string Node, IReadOnlyDictionary<string, Sample> Samples)
{
    /// <summary>The span of a frame as nodes write them; rolled up into longer ones later.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    /// <summary>The start of the span in which a moment lies.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset moment, TimeSpan span) =>
        new(moment.UtcTicks - (moment.UtcTicks % span.Ticks), TimeSpan.Zero);

    /// <summary>The samples as they are stored.</summary>
    public static string Write(IReadOnlyDictionary<string, Sample> samples)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, sample) in samples)
            {
                json.WritePropertyName(name);
                Write(json, sample);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="JsonException">It was not written by <see cref="Write(IReadOnlyDictionary{string,Sample})"/>.
    /// </exception>
    public static Dictionary<string, Sample> Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        return ReadSamples(json.RootElement);
    }

    internal static Dictionary<string, Sample> ReadSamples(JsonElement root)
    {
        var samples = new Dictionary<string, Sample>(StringComparer.Ordinal);
        foreach (var series in root.EnumerateObject()) samples[series.Name] = ReadSample(series.Value);
        return samples;
    }

    private static void Write(Utf8JsonWriter json, Sample sample)
    {
        switch (sample.Kind)
        {
            case SampleKind.Counter:
                json.WriteNumberValue(sample.Value);
                break;
            case SampleKind.Gauge:
                json.WriteStartObject();
                json.WriteNumber("g", sample.Value);
                json.WriteNumber("t", sample.Top);
                json.WriteEndObject();
                break;
            case SampleKind.Histogram:
                json.WriteStartObject();
                json.WriteNumber("s", sample.Value);
                json.WriteStartObject("h");
                foreach (var (slot, count) in sample.Sizes!.Counts)
                    json.WriteNumber(slot.ToString(CultureInfo.InvariantCulture), count);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(sample), sample.Kind, "no kind");
        }
    }

    private static Sample ReadSample(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Number) return Sample.Counter(json.GetDouble());
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("a sample is a number or an object");
        if (json.TryGetProperty("g", out var gauge))
        {
            var top = json.TryGetProperty("t", out var stored) ? stored.GetDouble() : gauge.GetDouble();
            return new Sample(SampleKind.Gauge, gauge.GetDouble(), top);
        }

        if (!json.TryGetProperty("h", out var slots) || !json.TryGetProperty("s", out var sum))
            throw new JsonException("a sample is a number, a gauge (g) or a histogram (h and s)");
        return Sample.Histogram(
            Sizes.Of(slots.EnumerateObject().Select(slot => KeyValuePair.Create(
                int.Parse(slot.Name, NumberStyles.None, CultureInfo.InvariantCulture), slot.Value.GetInt64()))),
            sum.GetDouble());
    }
}
