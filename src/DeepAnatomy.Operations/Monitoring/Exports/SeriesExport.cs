using Parquet;
using Parquet.Schema;

namespace DeepAnatomy.Operations.Monitoring.Exports;

/// <summary>Writes all points of a run, superseded ones too, for other programs. Points are read as they are written; memory does not grow with them.</summary>
public static class SeriesExport
{
    static readonly DataField<string> Series = new("series");
    static readonly DataField<int> Session = new("session");
    static readonly DataField<long> Step = new("step");
    static readonly DateTimeDataField Time = new("time", DateTimeFormat.DateAndTimeMicros);
    static readonly DataField<double> Value = new("value");
    static readonly DataField<bool> Superseded = new("superseded");

    /// <summary>Writes CSV (RFC 4180, UTF-8): <c>series,session,step,time,value,superseded</c>; times are ISO 8601 in UTC, numbers read back to the same bits, <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> stand for themselves.</summary>
    /// <param name="run">What is written.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    public static async Task WriteCsvAsync(RunSeries run, Stream stream, CancellationToken cancellation = default)
    {
        var text = new CsvText();
        text.Header();
        foreach (var points in PointStream.Of(run))
        {
            text.Add(points);
            await stream.WriteAsync(text.Take(), cancellation).ConfigureAwait(false);
        }

        await stream.WriteAsync(text.Take(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes Parquet with the columns of the CSV; times in microseconds.</summary>
    /// <param name="run">What is written.</param>
    /// <param name="stream">Where to; stays open, need not be seekable.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    public static async Task WriteParquetAsync(RunSeries run, Stream stream, CancellationToken cancellation = default)
    {
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Series, Session, Step, Time, Value, Superseded), new CountingStream(stream), cancellationToken: cancellation).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var points in PointStream.Of(run))
            {
                using var group = writer.CreateRowGroup();
                var count = points.Count;
                await group.WriteAsync(Series, Enumerable.Repeat(points.Series, count).ToArray()).ConfigureAwait(false);
                await group.WriteAsync<int>(Session, points.Sessions.AsMemory(0, count), cancellationToken: cancellation).ConfigureAwait(false);
                await group.WriteAsync<long>(Step, points.Steps.AsMemory(0, count), cancellationToken: cancellation).ConfigureAwait(false);
                await group.WriteAsync<DateTime>(Time, points.Times.AsMemory(0, count), cancellationToken: cancellation).ConfigureAwait(false);
                await group.WriteAsync<double>(Value, points.Values.AsMemory(0, count), cancellationToken: cancellation).ConfigureAwait(false);
                await group.WriteAsync<bool>(Superseded, points.Superseded.AsMemory(0, count), cancellationToken: cancellation).ConfigureAwait(false);
                group.CompleteValidate();
            }
        }
    }
}
