using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Cli.Quantifications;

/// <summary>The result of a quantification for a person at a terminal: one line per muscle group, the fat, and what the checks found.</summary>
static class QuantifySummary
{
    static readonly string[] Columns = ["SMA", "SMI", "SMRA", "IMAT"];

    public static void Write(QuantifyResult result, TextWriter output)
    {
        var analysis = result.Analysis;
        foreach (var note in result.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        if (analysis.IsMeasured)
        {
            WriteMeasured(analysis, output);
        }

        foreach (var finding in analysis.Quality.Where(q => q.State != QualityState.Pass))
        {
            output.WriteLine($"  {(finding.State == QualityState.Fail ? "FAIL" : "warn")}  {finding.Text}");
        }

        output.WriteLine("Research use only.");
        foreach (var file in result.Files)
        {
            output.WriteLine(file);
        }
    }

    static void WriteMeasured(Analysis analysis, TextWriter output)
    {
        var level = analysis.Level;
        output.WriteLine($"{level.Name}: slice {level.FileSliceIndex ?? level.SliceK} ({level.Rule}; confidence {level.Confidence:P0})");
        output.WriteLine($"  {"",-20} {"SMA cm²",9} {"SMI cm²/m²",11} {"SMRA HU",9} {"IMAT cm²",9}   (muscle −29 … 150 HU, fat −190 … −30 HU)");
        var rows = analysis.Measurements.Where(m => m.Side == "both" && m.Level == level.Name).ToArray();
        foreach (var group in rows.Where(m => m.Id == "SMA"))
        {
            var cells = Columns.Select(id => rows.FirstOrDefault(m => m.Id == id && m.Group == group.Group)).ToArray();
            output.WriteLine(group.Value is null
                ? $"  {group.Group,-20} – {group.Reason}"
                : $"  {group.Group,-20} {Number(cells[0]),9} {Number(cells[1]),11} {Number(cells[2]),9} {Number(cells[3]),9}");
        }

        foreach (var fat in rows.Where(m => m.Id is "SAT" or "VAT").DistinctBy(m => m.Id))
        {
            output.WriteLine($"  {fat.Group,-20} {(fat.Value is null ? $"– {fat.Reason}" : $"{Number(fat),9} cm²{(fat.WindowHu is { } w ? $" ({w.Low} … {w.High} HU)" : "")}")}");
        }
    }

    static string Number(Measurement? row) => row?.Value is { } v ? v.ToString("0.0") : "–";
}
