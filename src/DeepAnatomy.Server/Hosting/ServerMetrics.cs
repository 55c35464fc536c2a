using System.Diagnostics.Metrics;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Numbers about the server's own work.</summary>
sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "DeepAnatomy.Server";
    readonly Meter meter = new(MeterName);
    readonly Counter<long> lines;
    readonly Histogram<double> queries;

    public ServerMetrics()
    {
        lines = meter.CreateCounter<long>("deepanatomy.lines", "{line}", "Lines of runs taken.");
        queries = meter.CreateHistogram<double>("deepanatomy.query.duration", "s", "Time of chart queries.");
    }

    public void LinesTaken(long count, string way) => lines.Add(count, new KeyValuePair<string, object?>("way", way));

    public void QueryDone(TimeSpan took) => queries.Record(took.TotalSeconds);

    public void Dispose() => meter.Dispose();
}
