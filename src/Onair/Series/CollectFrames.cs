using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Series;

/// <summary>
/// Listens to the instruments of this process and writes a frame every ten seconds, whether or not anything happened:
/// a node that writes none is missing. While the database is away, frames wait.
/// </summary>
internal sealed class CollectFrames : BackgroundService
{
    /// <summary>Frames written in one transaction.</summary>
    private const int batchMax = 30;

    private readonly List<(Instrument Instrument, InstrumentCells Cells)> all = [];
    private readonly Lock turn = new();
    private readonly Queue<Frame> waiting = new();
    private readonly MeterListener listener = new();
    private readonly Database database;
    private readonly JobNode node;
    private readonly TimeProvider time;
    private readonly ILogger<CollectFrames> logger;

    public CollectFrames(
        Database database, WatchMachine machine, JobNode node, TimeProvider time, ILogger<CollectFrames> logger)
    {
        // Its instruments exist from here on.
        _ = machine;
        this.database = database;
        this.node = node;
        this.time = time;
        this.logger = logger;
        listener.InstrumentPublished = Listen;
        listener.SetMeasurementEventCallback<long>(static (_, value, labels, cells) => Record(value, labels, cells));
        listener.SetMeasurementEventCallback<int>(static (_, value, labels, cells) => Record(value, labels, cells));
        listener.SetMeasurementEventCallback<double>(static (_, value, labels, cells) => Record(value, labels, cells));
        listener.Start();
    }

    public override void Dispose()
    {
        listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var begun = Frame.StartOf(time.GetUtcNow(), Frame.Span);
                var left = begun + Frame.Span - time.GetUtcNow();
                if (left > TimeSpan.Zero) await Task.Delay(left, time, stoppingToken);
                await WriteAsync(begun, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop signal: what was recorded since the last frame is written too.
        }

        await WriteAsync(Frame.StartOf(time.GetUtcNow(), Frame.Span), CancellationToken.None);
    }

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? cells) =>
        ((InstrumentCells)cells!).Add(value, labels);

    private static SampleKind? KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var name = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return name switch
        {
            _ when name == typeof(Counter<>) => SampleKind.Counter,
            _ when name == typeof(Histogram<>) => SampleKind.Histogram,
            _ when name == typeof(Gauge<>) || name == typeof(ObservableGauge<>) => SampleKind.Gauge,
            _ => null,
        };
    }

    private void Listen(Instrument instrument, MeterListener on)
    {
        if (instrument.Meter.Name != ShopSignals.Name || KindOf(instrument) is not { } kind) return;
        var cells = new InstrumentCells(instrument, kind);
        lock (turn) all.Add((instrument, cells));
        on.EnableMeasurementEvents(instrument, cells);
    }

    private async Task WriteAsync(DateTimeOffset at, CancellationToken cancel)
    {
        waiting.Enqueue(new Frame(at, node.Name, Take()));
        var lost = 0;
        for (; waiting.Count > SeriesOptions.FramesWaitingMax; lost++) waiting.Dequeue();
        if (lost > 0) SeriesLog.Lost(logger, lost);
        try
        {
            while (waiting.Count > 0)
            {
                var batch = waiting.Take(batchMax).ToList();
                var rows = batch.ConvertAll(frame => FrameRow.Of(frame, Frame.Span));
                await database.WriteAsync(
                    async open =>
                    {
                        var round = open.Round();
                        round.Write(SeriesStore.Put, rows);
                        await round.ExecuteAsync(cancel);
                    },
                    cancel);
                for (var i = 0; i < batch.Count; i++) waiting.Dequeue();
            }
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // A loop of its own: weather ends here, and the frames wait.
            SeriesLog.NotWritten(logger, waiting.Count, error);
        }
    }

    private Dictionary<string, Sample> Take()
    {
        (Instrument Instrument, InstrumentCells Cells)[] known;
        lock (turn) known = [.. all];
        foreach (var (instrument, cells) in known)
            if (instrument.IsObservable) cells.Forget();
        try
        {
            listener.RecordObservableInstruments();
        }
        catch (AggregateException error)
        {
            SeriesLog.ReadingFailed(logger, error);
        }

        var samples = new Dictionary<string, Sample>(StringComparer.Ordinal);
        foreach (var (_, cells) in known) cells.TakeInto(samples);
        return samples;
    }
}
