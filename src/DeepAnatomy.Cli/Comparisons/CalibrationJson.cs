using DeepAnatomy.Evaluation.Calibration;
using static DeepAnatomy.Cli.Comparisons.ComparisonJson;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>Calibration as part of comparison.json.</summary>
static class CalibrationJson
{
    public static object Of(CalibrationStudy s) => new
    {
        structure = s.Structure,
        bandMm = ProbabilityCase.BandMm,
        convention = s.Convention,
        casesUsed = s.CasesUsed,
        casesLeftOut = s.CasesLeftOut,
        models = s.Models.Select(m => new
        {
            model = m.Model,
            voxels = m.Voxels,
            brier = Interval(m.Brier),
            ece = Interval(m.ExpectedError),
            pooledEce = Value(m.PooledError),
            bins = m.Bins.Select(b => new { low = b.Low, high = b.High, count = b.Count, meanProbability = Value(b.MeanProbability), positiveFraction = Value(b.PositiveFraction) }),
        }),
        pairs = s.Pairs.Select(p => new { metric = p.Metric, first = p.Result.First, second = p.Result.Second, meanDifference = Interval(p.Result.Difference), wilcoxonHolmP = Value(p.Result.HolmP) }),
    };
}
