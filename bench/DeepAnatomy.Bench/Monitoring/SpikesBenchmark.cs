using System.Globalization;
using System.Text;
using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>50 spikes of one sample in 250,000 points, drawn in 1600 columns: the result is how many are seen.</summary>
sealed class SpikesBenchmark : IBenchmark
{
    const int Points = 250_000;
    const int Spikes = 50;

    public string Name => "series-spikes";

    public string Work => "50 one-sample spikes in 250 k points, 1600 columns";

    public string PeerName => "reservoir of 1000 (as TensorBoard keeps)";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using var run = RunSeries.Open(folder.Path);
        var text = new StringBuilder("{\"seq\":1,\"session\":1,\"kind\":\"session\",\"time\":\"2026-01-01T00:00:00.000Z\",\"start_step\":0}\n");
        var values = Values();
        for (var n = 0; n < Points; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{n + 2},\"session\":1,\"kind\":\"points\",\"time\":\"2026-01-01T00:00:00.000Z\",\"step\":{n + 1},\"values\":{{\"loss\":{values[n]:R}}}}}\n");
        }

        run.Append(Encoding.UTF8.GetBytes(text.ToString()));
        return Measurement.Of(() => run.Query(["loss"], new() { Columns = 1600 }), answer => answer.Entries[0].Y.Count(IsSpike));
    }

    public Measurement? Peer()
    {
        var values = Values();
        return Measurement.Of(() => Reservoir(values), kept => kept.Count(IsSpike)) with { CpuSeconds = null };
    }

    public static bool IsSpike(double value) => value > 50;

    static double[] Reservoir(double[] values)
    {
        var chance = new Random(4);
        var kept = values[..1000];
        for (var n = kept.Length; n < values.Length; n++)
        {
            if (chance.Next(n + 1) is var at && at < kept.Length)
            {
                kept[at] = values[n];
            }
        }

        return kept;
    }

    /// <summary>One in every 5,000 points, so that no two share a column.</summary>
    public static double[] Values()
    {
        var chance = new Random(4);
        var values = Enumerable.Range(0, Points).Select(_ => chance.NextDouble()).ToArray();
        for (var spike = 0; spike < Spikes; spike++)
        {
            values[(spike * (Points / Spikes)) + chance.Next(4000)] = 100;
        }

        return values;
    }
}
