using System.Globalization;
using System.Text;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Exports;
using Parquet;

namespace DeepAnatomy.Operations.Tests.Monitoring.Exports;

public class SeriesExportTests
{
    [Fact]
    public async Task Csv_has_every_point_at_full_precision_superseded_ones_too()
    {
        using var folder = new TemporaryFolder();
        using var run = Resumed(folder.Path);
        using var stream = new MemoryStream();
        await SeriesExport.WriteCsvAsync(run, stream);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n");
        Assert.Equal("series,session,step,time,value,superseded", lines[0]);
        Assert.Equal("loss,1,1,2026-11-25T20:00:01.500000Z,0.1,false", lines[1]);
        Assert.Equal("loss,2,2,2026-11-25T20:00:00.000000Z,NaN,false", lines[2]);
        Assert.Equal($"loss,1,2,2026-11-25T20:00:01.500000Z,{double.BitIncrement(0.1).ToString("R", CultureInfo.InvariantCulture)},true", lines[3]);
        Assert.Equal("\"odd,\"\"name\"\"\",1,1,2026-11-25T20:00:01.500000Z,-Infinity,false", lines[4]);
        Assert.Equal("", lines[5]);
    }

    [Fact]
    public async Task Parquet_reads_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using var run = Resumed(folder.Path);
        using var stream = new MemoryStream();
        await SeriesExport.WriteParquetAsync(run, stream);

        stream.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(stream);
        Assert.Equal(["series", "session", "step", "time", "value", "superseded"], reader.Schema.DataFields.Select(field => field.Name));
        List<(string, long, double, bool)> rows = [];
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rowGroup = reader.OpenRowGroupReader(group);
            var count = (int)rowGroup.RowCount;
            var (series, steps, values, superseded) = (new string[count], new long[count], new double[count], new bool[count]);
            await rowGroup.ReadAsync(reader.Schema.DataFields[0], series);
            await rowGroup.ReadAsync<long>(reader.Schema.DataFields[2], steps.AsMemory());
            await rowGroup.ReadAsync<double>(reader.Schema.DataFields[4], values.AsMemory());
            await rowGroup.ReadAsync<bool>(reader.Schema.DataFields[5], superseded.AsMemory());
            rows.AddRange(Enumerable.Range(0, count).Select(n => (series[n], steps[n], values[n], superseded[n])));
        }

        Assert.Equal([("loss", 1, 0.1, false), ("loss", 2, double.NaN, false), ("loss", 2, double.BitIncrement(0.1), true), ("odd,\"name\"", 1, double.NegativeInfinity, false)], rows);
    }

    static RunSeries Resumed(string folder)
    {
        var run = RunSeries.Open(folder);
        run.Append(new ProtocolLines { Clock = 1.5 }.Begin().Points(1, ("loss", 0.1), ("odd,\"name\"", double.NegativeInfinity)).Points(2, ("loss", double.BitIncrement(0.1))).Bytes);
        run.Append(new ProtocolLines(2).Begin(startStep: 1).Points(2, ("loss", double.NaN)).Bytes);
        return run;
    }
}
