using System.Globalization;
using System.Text;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Statistics;
using DeepAnatomy.Evaluation.Studies;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A comparison as JSON (contracts/comparison.schema.json).</summary>
static class ComparisonJson
{
    public static string Of(Comparison c) => JsonText.Of(new
    {
        schemaVersion = "1.0",
        notice = "Research use only.",
        product = ProductVersion.Text,
        profile = c.Request.Evaluation.Profile.Name,
        emptyPolicy = c.Request.Evaluation.Profile.Empty.Name,
        seed = c.Request.Seed,
        replicates = c.Request.Replicates,
        margin = c.Request.Margin,
        isPartial = c.IsPartial,
        models = c.Models,
        cases = c.Cases.Select(x => x.Name),
        structures = c.Structures,
        notes = c.Cases.SelectMany(x => x.Notes).Distinct(),
        metrics = c.Metrics.Select(m => new { id = m.Id, title = m.Title, isHigherBetter = m.IsHigherBetter, convention = m.Convention }),
        results = c.Compared.Select(Metric),
        muscle = c.Muscle.Select(m => new { model = m.Model, figure = m.Figure, unit = m.Unit, cases = m.Reference.Length, bias = m.Result?.Bias, lowerLimit = m.Result?.LowerLimit, upperLimit = m.Result?.UpperLimit, slope = Value(m.Result?.Slope), slopeP = Value(m.Result?.SlopeP) }),
        calibration = c.Calibration.Select(CalibrationJson.Of),
    });

    static object Metric(ComparedMetric c) => new
    {
        structure = c.Structure,
        metric = c.Metric.Id,
        casesUsed = c.Result.CasesUsed,
        casesLeftOut = c.Result.CasesLeftOut,
        warnings = c.Result.Warnings,
        models = c.Result.Models.Select(m => new { model = m.Model, cases = m.Cases, mean = Interval(m.Mean), median = Interval(m.Median), minimum = Value(m.Minimum), maximum = Value(m.Maximum) }),
        pairs = c.Result.Pairs.Select(Pair),
        rankings = c.Result.Rankings.Select(r => new
        {
            scheme = r.Full.Scheme,
            ranks = r.Full.Ranks,
            meanKendallTau = r.Taus.All(double.IsNaN) ? null : Value(r.MeanTau),
            rankProbability = r.RankProbability,
            convention = r.Convention,
        }),
    };

    static object Pair(PairResult p) => new
    {
        first = p.First,
        second = p.Second,
        meanDifference = Interval(p.Difference),
        hodgesLehmann = p.Effect.HodgesLehmann,
        cohenDz = Value(p.Effect.CohenDz),
        rankBiserial = Value(p.Effect.RankBiserial),
        wilcoxonP = Value(p.Wilcoxon.P),
        wilcoxonHolmP = Value(p.HolmP),
        wilcoxonConvention = p.Wilcoxon.Convention,
        signFlipP = Value(p.SignFlip.P),
        equivalence = p.Equivalence is { } e ? new { margin = e.Margin, p = e.P, pNonInferior = e.PLower } : null,
    };

    public static object Interval(ConfidenceInterval i) => new { estimate = Value(i.Estimate), low = Value(i.Low), high = Value(i.High), level = i.Level, convention = i.Convention };

    public static double? Value(double? v) => v is { } x && double.IsFinite(x) ? x : null;
}

/// <summary>Every value in one line: case, model, structure, state, metric, value.</summary>
static class ComparisonCsv
{
    public static string Of(Comparison c)
    {
        var text = new StringBuilder("case,model,structure,state,metric,value\n");
        foreach (var one in c.Cases)
        {
            foreach (var model in one.Models)
            {
                foreach (var label in model.Labels.Values)
                {
                    foreach (var metric in c.Metrics)
                    {
                        Line(text, one.Name, model.Model, label.Name, label.State, metric.Id, metric.Of(label));
                    }
                }

                foreach (var (structure, p) in model.Probabilities)
                {
                    var state = model.Labels.TryGetValue(structure, out var label) ? label.State : LabelState.AbsentInBoth;
                    foreach (var metric in CalibrationStudy.Metrics)
                    {
                        Line(text, one.Name, model.Model, structure, state, metric.Id, metric.Of(p));
                    }
                }
            }
        }

        return text.ToString();
    }

    static void Line(StringBuilder text, string name, string model, string structure, LabelState state, string metric, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{Quoted(name)},{Quoted(model)},{Quoted(structure)},{state},{metric},{(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture))}\n");

    public static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A comparison in a few lines.</summary>
static class ComparisonText
{
    public static void Write(Comparison c, TextWriter output)
    {
        output.WriteLine($"{c.Models.Count} models, {c.Cases.Count} cases, {c.Structures.Count} structures; profile {c.Request.Evaluation.Profile.Name}, seed {c.Request.Seed}");
        foreach (var metric in c.Metrics)
        {
            var m = c.Find(c.Main, metric.Id);
            output.WriteLine();
            output.WriteLine($"{metric.Title}, {c.Main} ({(metric.IsHigherBetter ? "higher" : "lower")} is better; {metric.Convention})");
            foreach (var s in m.Result.Models)
            {
                output.WriteLine($"  {s.Model,-28} mean {N(s.Mean.Estimate, metric.Digits)} [{N(s.Mean.Low, metric.Digits)}, {N(s.Mean.High, metric.Digits)}]  median {N(s.Median.Estimate, metric.Digits)}  worst {N(metric.IsHigherBetter ? s.Minimum : s.Maximum, metric.Digits)}");
            }

            foreach (var p in m.Result.Pairs)
            {
                output.WriteLine($"  {p.First} - {p.Second}: {N(p.Difference.Estimate, metric.Digits)} [{N(p.Difference.Low, metric.Digits)}, {N(p.Difference.High, metric.Digits)}], Wilcoxon p {P(p.HolmP)} (Holm)");
            }
        }

        foreach (var (study, model) in c.Calibration.SelectMany(s => s.Models, (s, m) => (s, m)))
        {
            output.WriteLine($"{model.Model}, {study.Structure}: Brier {N(model.Brier.Estimate, 4)} [{N(model.Brier.Low, 4)}, {N(model.Brier.High, 4)}], ECE {N(model.ExpectedError.Estimate, 4)} [{N(model.ExpectedError.Low, 4)}, {N(model.ExpectedError.High, 4)}]");
        }

        foreach (var warning in c.Warnings)
        {
            output.WriteLine($"note: {warning}");
        }
    }

    // Adding zero turns the negative zero that rounding leaves into zero.
    public static string N(double v, int digits) => double.IsFinite(v) ? (Math.Round(v, digits) + 0.0).ToString($"F{digits}", CultureInfo.InvariantCulture) : "–";

    public static string P(double p) => double.IsNaN(p) ? "–" : p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
}
