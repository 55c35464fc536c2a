using System.Globalization;
using System.Text;
using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Agreement;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;

namespace DeepAnatomy.Cli.Agreements;

/// <summary>Agreement of readers on one structure, over pairs and scans.</summary>
sealed record StructureAgreement(string Structure, double DrawnBy, double Dice, double LowestDice, (int First, int Second) LowestPair, double Nsd, double Hd95Mm, double MeanMl, double VariationPercent);

/// <summary>An agreement study as JSON (contracts/agreement.schema.json), CSV and text.</summary>
static class AgreementOutputs
{
    public static IEnumerable<StructureAgreement> Rows(AgreementStudy s)
    {
        foreach (var name in s.Structures)
        {
            double Average(Func<DeepAnatomy.Evaluation.Cases.LabelResult, double> of) => s.Pairs.Select(p => s.Mean(p, [name], of)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
            var lowest = s.Pairs.Select(p => (Pair: p, Dice: s.Mean(p, [name], l => l.Dice))).OrderBy(p => double.IsNaN(p.Dice) ? 2 : p.Dice).First();
            var volumes = s.Cases.Select(c => c.VolumesMl.GetValueOrDefault(name)).OfType<double[]>().ToArray();
            yield return new(
                name,
                volumes.Average(v => v.Count(x => x > 0)),
                Average(l => l.Dice),
                lowest.Dice,
                lowest.Pair,
                Average(l => l.Nsd.Count > 0 ? l.Nsd[^1].Value : double.NaN),
                Average(l => l.Hd95Mm),
                volumes.SelectMany(v => v).Average(),
                PairedAgreement.VariationPercent(volumes));
        }
    }

    /// <summary>Within-unit coefficient of variation: root mean square of SD / mean over rows, percent.</summary>
    public static double VariationPercent(FigureAgreement f) => PairedAgreement.VariationPercent(f.Rows);

    public static string Json(AgreementStudy s) => JsonText.Of(new
    {
        schemaVersion = "1.0",
        notice = "Research use only.",
        product = ProductVersion.Text,
        profile = s.Request.Evaluation.Profile.Name,
        emptyPolicy = s.Request.Evaluation.Profile.Empty.Name,
        isPartial = s.IsPartial,
        readers = s.Readers,
        cases = s.Cases.Select(c => new { name = c.Name, sha256 = c.Sha256, sliceRule = c.SliceRule }),
        warnings = s.Warnings,
        metrics = StudyMetric.For(s.Request.Evaluation.Profile, s.Request.Evaluation.TolerancesMm).Select(m => new { id = m.Id, title = m.Title, isHigherBetter = m.IsHigherBetter, convention = m.Convention }),
        pairs = s.Pairs.Select(p => new
        {
            first = s.Readers[p.First],
            second = s.Readers[p.Second],
            means = Means(s, p, s.Structures),
            muscleMeans = s.Muscles.Count > 0 ? Means(s, p, s.Muscles) : null,
        }),
        structures = Rows(s).Select(r => new { structure = r.Structure, drawnBy = r.DrawnBy, dice = Value(r.Dice), lowestDice = Value(r.LowestDice), lowestPair = new[] { s.Readers[r.LowestPair.First], s.Readers[r.LowestPair.Second] }, nsd = Value(r.Nsd), hd95Mm = Value(r.Hd95Mm), meanMl = r.MeanMl, variationPercent = Value(r.VariationPercent) }),
        figures = s.Figures.Select(f => Figure(s, f)),
    });

    static Dictionary<string, double?> Means(AgreementStudy s, (int, int) pair, IReadOnlyList<string> structures) =>
        StudyMetric.For(s.Request.Evaluation.Profile, s.Request.Evaluation.TolerancesMm).ToDictionary(m => m.Id, m => Value(s.Mean(pair, structures.ToHashSet(), m.Of)));

    static object Figure(AgreementStudy s, FigureAgreement f) => new
    {
        figure = f.Figure,
        unit = f.Unit,
        rowIs = f.What,
        isIndependent = f.IsIndependent,
        rows = f.Rows.Count,
        icc = f.Correlation is { } c ? new[] { c.OneWaySingle, c.OneWayAverage, c.AbsoluteSingle, c.AbsoluteAverage, c.ConsistencySingle, c.ConsistencyAverage }.Select(i => new { form = i.Form, value = Value(i.Value), low = Value(i.Low), high = Value(i.High) }) : null,
        standardErrorOfMeasurement = Value(f.Correlation?.StandardErrorOfMeasurement ?? double.NaN),
        minimalDetectableChange95 = Value(f.Correlation?.MinimalDetectableChange95 ?? double.NaN),
        variationPercent = Value(VariationPercent(f)),
        blandAltman = f.Rows.Count < 3 ? [] : s.Pairs.Select(p => Pair(s, f, p)).ToArray(),
    };

    static object Pair(AgreementStudy s, FigureAgreement f, (int First, int Second) p)
    {
        var r = BlandAltman.Of([.. f.Rows.Select(x => x[p.First])], [.. f.Rows.Select(x => x[p.Second])]);
        return new { first = s.Readers[p.First], second = s.Readers[p.Second], bias = Value(r.Bias), lowerLimit = Value(r.LowerLimit), upperLimit = Value(r.UpperLimit), percentBias = Value(r.PercentBias), percentLimits = new[] { Value(r.PercentLimits.Low), Value(r.PercentLimits.High) }, slope = Value(r.Slope), slopeP = Value(r.SlopeP) };
    }

    static double? Value(double v) => double.IsFinite(v) ? v : null;

    /// <summary>Every value in one line: case, first, second, structure, state, metric, value.</summary>
    public static string Csv(AgreementStudy s)
    {
        var text = new StringBuilder("case,first,second,structure,state,metric,value\n");
        var metrics = StudyMetric.For(s.Request.Evaluation.Profile, s.Request.Evaluation.TolerancesMm);
        foreach (var one in s.Cases)
        {
            foreach (var (pair, labels) in one.Pairs)
            {
                foreach (var (label, metric) in labels.Values.SelectMany(l => metrics, (l, m) => (l, m)))
                {
                    var value = metric.Of(label);
                    text.Append(CultureInfo.InvariantCulture, $"{ComparisonCsv.Quoted(one.Name)},{ComparisonCsv.Quoted(s.Readers[pair.First])},{ComparisonCsv.Quoted(s.Readers[pair.Second])},{ComparisonCsv.Quoted(label.Name)},{label.State},{metric.Id},{(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture))}\n");
                }
            }
        }

        return text.ToString();
    }

    public static void Write(AgreementStudy s, TextWriter output)
    {
        output.WriteLine($"{s.Readers.Count} readers, {s.Cases.Count} scan(s), {s.Structures.Count} structures; profile {s.Request.Evaluation.Profile.Name}");
        foreach (var metric in StudyMetric.For(s.Request.Evaluation.Profile, s.Request.Evaluation.TolerancesMm))
        {
            output.WriteLine();
            output.WriteLine($"{metric.Title}, mean of structures ({metric.Convention})");
            foreach (var p in s.Pairs)
            {
                output.WriteLine($"  {AgreementCharts.PairName(s, p),-40} {N(s.Mean(p, s.Structures.ToHashSet(), metric.Of), metric.Digits)}");
            }
        }

        foreach (var f in s.Figures.Where(f => f.Correlation is not null))
        {
            var icc = f.Correlation!.AbsoluteSingle;
            output.WriteLine($"{f.Figure}: {icc.Form} {N(icc.Value, 4)} [{N(icc.Low, 4)}, {N(icc.High, 4)}], {f.Rows.Count} rows ({f.What}), variation {N(VariationPercent(f), 2)} %");
        }

        foreach (var warning in s.Warnings)
        {
            output.WriteLine($"note: {warning}");
        }
    }
}
