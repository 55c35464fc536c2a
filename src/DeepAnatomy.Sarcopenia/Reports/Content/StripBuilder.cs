using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>Collects the cut-offs that apply to a number.</summary>
static class StripBuilder
{
    static readonly ImmutableDictionary<string, (double From, double To)> Ranges = new Dictionary<string, (double, double)>
    {
        ["SMI"] = (20, 75),
        ["SMA"] = (60, 220),
        ["SMRA"] = (0, 60),
        ["IMAT"] = (0, 40),
        ["VAT"] = (0, 300),
        ["SAT"] = (0, 400),
    }.ToImmutableDictionary();

    public static (Strip? Strip, string? Note) Of(ImmutableArray<CutOffResult> cutOffs, string id, double value, string unit, Texts texts)
    {
        string Name(CutOffResult c) => texts.Language == Language.De ? c.NameDe ?? c.Name : c.Name;
        var own = cutOffs.Where(c => c.MeasurementId == id).ToArray();
        var applied = own.Where(c => c.Threshold is not null && c.State is "low" or "not low" or "high" or "not high").OrderBy(c => c.Threshold).ToArray();
        if (applied.Length == 0)
        {
            return (null, texts[own.Length == 0 ? "figures.noCutOffKnown" : "figures.noCutOff"]);
        }

        var isHighBad = applied[0].Comparison.StartsWith('>');
        var limits = applied.Select(c => new StripLimit(c.Threshold!.Value, $"{texts.Value(c.Threshold.Value, unit)} {Name(c)}", c.State is "low" or "high")).ToImmutableArray();
        var (from, to) = Ranges.GetValueOrDefault(id, (limits[0].At * 0.6, limits[^1].At * 1.6));
        var air = (to - from) * 0.04;
        from = Math.Min(from, Math.Min(value, limits[0].At) - air);
        to = Math.Max(to, Math.Max(value, limits[^1].At) + air);
        var words = string.Join("; ", applied.Select(c => $"{Name(c)} {NumberFormat.Comparison(c.Comparison)} {texts.Value(c.Threshold!.Value, unit)}: {texts.State(c.State)}"));
        var others = own.Length - applied.Length;
        return (new(value, from, to, isHighBad, limits, texts.Of("figures.strip", id, texts.WithUnit(value, unit), words)), others == 0 ? null : texts.Of("figures.notApplicable", others));
    }
}
