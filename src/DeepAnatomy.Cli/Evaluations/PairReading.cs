using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>A prediction and its reference, on one grid and with one meaning of values.</summary>
/// <param name="Prediction">Values as the reference has them.</param>
/// <param name="PredictedSet">What the prediction's values mean.</param>
/// <param name="Reference">The reference as it was read.</param>
/// <param name="PredictionSha256">Of the prediction's file.</param>
/// <param name="IsPlane">Whether both files are pictures, not volumes.</param>
sealed record PairReading(Volume<ushort> Prediction, LabelSet PredictedSet, LabelMapReading Reference, string PredictionSha256, bool IsPlane)
{
    /// <summary>Reads both files.</summary>
    /// <param name="prediction">File.</param>
    /// <param name="reference">File.</param>
    /// <param name="request">Whether to resample, and how labels are matched.</param>
    /// <param name="notes">Receives what the readers noticed and what was done.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UsageException">The grids or the label sets do not fit.</exception>
    public static PairReading Of(string prediction, string reference, EvaluationRequest request, List<string> notes, CancellationToken cancellation = default)
    {
        var r = ImageFile.ReadLabels(reference, cancellation: cancellation);
        return On(r, prediction, request, notes, cancellation);
    }

    /// <summary>As <see cref="Of"/>, for a reference that was read already.</summary>
    public static PairReading On(LabelMapReading r, string prediction, EvaluationRequest request, List<string> notes, CancellationToken cancellation = default)
    {
        var p = ImageFile.ReadLabels(prediction, cancellation: cancellation);
        notes.AddRange(r.Warnings.Union(p.Warnings));
        var matched = LabelMatch.Onto(p, r, request.MatchLabels, notes);
        return new(GridMatch.Labels(matched.Voxels, r.Map.Grid, prediction, r.Source, request.Resamples, notes), matched.Labels, r, p.Sha256, r.IsPlane && p.IsPlane);
    }
}
