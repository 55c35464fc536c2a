using System.Text.Json;

namespace DeepAnatomy.Evaluation.Tests;

/// <summary>Golden values of other tools; provenance in the README beside them.</summary>
static class Golden
{
    public static JsonElement Statistics => Load("evaluation/golden_stats.json");

    public static JsonElement StatisticsOfR => Load("evaluation/golden_stats_R.json");

    public static JsonElement Metrics => Load("evaluation/golden_metrics.json");

    public static double[] Numbers(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(Number)];

    public static double[][] Rows(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(r => r.EnumerateArray().Select(Number).ToArray())];

    public static int[][] Indices(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetInt32()).ToArray())];

    public static double Number(this JsonElement e, string name) => Number(e.GetProperty(name));

    public static double Number(JsonElement e) => e.ValueKind == JsonValueKind.String
        ? e.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, var s => throw new FormatException(s) }
        : e.GetDouble();

    /// <summary>Asserts equality to a relative tolerance (absolute below 1).</summary>
    public static void Near(double expected, double actual, double tolerance, string what = "")
    {
        if (expected.Equals(actual))
        {
            return;
        }

        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
    }

    public static void Near(double[] expected, double[] actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var n = 0; n < expected.Length; n++)
        {
            Near(expected[n], actual[n], tolerance, $"{what}[{n}]");
        }
    }

    static JsonElement Load(string path) => JsonDocument.Parse(File.ReadAllText(ReferenceData.Path(path))).RootElement;
}
