using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Sparse;
using static DeepAnatomy.Cli.Evaluations.EvaluationText;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>One structure of an evaluation as JSON.</summary>
static class LabelJson
{
    public static object Of(LabelResult l, EvaluatedCase one, MetricProfile profile) => new
    {
        values = l.Values.Select(v => (int)v),
        state = l.State,
        reason = l.Reason,
        dice = Value(l.Dice),
        jaccard = Value(l.Jaccard),
        sensitivity = Value(l.Counts.Sensitivity),
        precision = Value(l.Counts.Precision),
        specificity = Value(l.Counts.Specificity),
        volumeSimilarity = Value(l.Counts.VolumeSimilarity),
        signedVolumeSimilarity = Value(l.Counts.SignedVolumeSimilarity),
        kappa = Value(l.Counts.CohenKappa),
        hdMm = Value(l.HdMm),
        hd95Mm = Value(l.Hd95Mm),
        assdMm = Value(l.AssdMm),
        masdMm = Value(l.MasdMm),
        nsd = l.Nsd.ToDictionary(n => n.ToleranceMm.ToString("0.0###"), n => Value(n.Value)),
        boundaryIou = l.BoundaryIou.ToDictionary(n => n.ToleranceMm.ToString("0.0###"), n => Value(n.Value)),
        boundaryIouInVoxels = Value(l.BoundaryIouInVoxels),
        setAverageMm = Value(l.SetAverageMm),
        volumePredictionMl = l.PredictedMl,
        volumeReferenceMl = l.ReferenceMl,
        volumeErrorMl = l.VolumeErrorMl,
        volumeErrorPercent = Value(l.VolumeErrorPercent),
        counts = new { tp = l.Counts.TruePositive, fp = l.Counts.FalsePositive, fn = l.Counts.FalseNegative, tn = l.Counts.TrueNegative },
        conventions = Conventions(profile),
        sparse = one.Sparse.TryGetValue(l.Name, out var sparse) ? Sparse(sparse) : null,
        probability = one.Probabilities.TryGetValue(l.Name, out var probability) ? Probability(probability) : null,
        details = one.Details.TryGetValue(l.Name, out var details) ? Details(details) : null,
    };

    static object Sparse(SparseOverlap s) => new { definedFraction = s.DefinedFraction, uncertainFraction = Value(s.UncertainFraction), diceLow = Value(s.DiceLow), diceHigh = Value(s.DiceHigh) };

    static object Probability(ProbabilityCase p) => new
    {
        voxels = p.Voxels,
        bandMm = ProbabilityCase.BandMm,
        brier = Value(p.Brier),
        ece = Value(p.Reliability.ExpectedError),
        mce = Value(p.Reliability.MaximumError),
        convention = p.Reliability.Convention,
        bins = p.Reliability.Bins.Select(b => new { low = b.Low, high = b.High, count = b.Count, meanProbability = Value(b.MeanProbability), positiveFraction = Value(b.PositiveFraction) }),
        uncertaintyErrorAuroc = Value(p.UncertaintyErrorAuroc),
        uncertaintyErrorOverlap = Value(p.UncertaintyErrorOverlap),
        entropyThresholdBits = ProbabilityCase.EntropyThreshold,
    };

    static object Details(StructureDetails d) => new
    {
        components = new
        {
            reference = d.Components.ReferenceCount,
            prediction = d.Components.PredictionCount,
            matched = d.Components.Matches.Count,
            sq = Value(d.Components.SegmentationQuality),
            rq = Value(d.Components.RecognitionQuality),
            pq = Value(d.Components.PanopticQuality),
            convention = "26-connected, matched where IoU > 0.5",
        },
        islands = new { count = d.Islands.Count, volumeMl = d.Islands.VolumeMl, fraction = Value(d.Islands.Fraction) },
        diceBySlice = d.Slices.Select(s => Value(s.Dice)),
    };
}
