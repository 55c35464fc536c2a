using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Cli.Quantifications;

/// <summary>The result of a quantification for a person at a terminal.</summary>
static class QuantifySummary
{
    static readonly string[] Main = ["SMA", "SMI", "SMRA", "IMAT", "SAT", "VAT"];

    public static void Write(QuantifyResult result, TextWriter output)
    {
        var analysis = result.Analysis;
        foreach (var note in result.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        var level = analysis.Level;
        output.WriteLine(level.SliceK is { } k
            ? $"{level.Name}: slice {level.FileSliceIndex ?? k} ({level.Rule}, confidence {level.Confidence:P0})"
            : $"{level.Name}: not measured");
        foreach (var row in analysis.Measurements.Where(m => m.Side == "both" && Main.Contains(m.Id) && m.Level == level.Name))
        {
            var value = row.Value is { } v ? $"{v,8:0.0} {row.Unit.Replace("cm2", "cm²").Replace("m2", "m²")}" : $"       – ({row.Reason})";
            output.WriteLine($"  {row.Id,-6} {row.Group,-22} {value}{(row.WindowHu is { } w ? $"  [{w.Low} … {w.High} HU]" : "")}");
        }

        foreach (var finding in analysis.Quality.Where(q => q.State != QualityState.Pass))
        {
            output.WriteLine($"  {(finding.State == QualityState.Fail ? "FAIL" : "warn")}: {finding.Text}");
        }

        output.WriteLine("Research use only.");
        foreach (var file in result.Files)
        {
            output.WriteLine(file);
        }
    }
}
