using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Components;

/// <summary>A pair of connected pieces that are taken for the same thing.</summary>
/// <param name="Reference">Piece of the reference, counted from 1.</param>
/// <param name="Prediction">Piece of the prediction, counted from 1.</param>
/// <param name="Iou">Intersection over union, above one half.</param>
public readonly record struct MatchedPair(int Reference, int Prediction, double Iou);

/// <summary>Connected pieces of two masks, matched where they overlap by more than half (which makes the match unique), and the panoptic quality of Kirillov et al. 2019.</summary>
/// <param name="ReferenceCount">Pieces in the reference.</param>
/// <param name="PredictionCount">Pieces in the prediction.</param>
/// <param name="Matches">Matched pairs.</param>
public sealed record ComponentMatching(int ReferenceCount, int PredictionCount, IReadOnlyList<MatchedPair> Matches)
{
    /// <summary>Mean IoU of the matched pairs (SQ); NaN without a match.</summary>
    public double SegmentationQuality => Matches.Count == 0 ? double.NaN : Matches.Average(m => m.Iou);

    /// <summary>TP / (TP + FP / 2 + FN / 2) (RQ, the F1 of pieces); NaN without pieces.</summary>
    public double RecognitionQuality => 2.0 * Matches.Count / (ReferenceCount + PredictionCount);

    /// <summary>SQ × RQ (PQ); 0 without a match, NaN without pieces.</summary>
    public double PanopticQuality => Matches.Count == 0 ? RecognitionQuality : SegmentationQuality * RecognitionQuality;

    /// <summary>Matches the pieces of two masks.</summary>
    /// <param name="prediction">0 or 1.</param>
    /// <param name="reference">0 or 1, same shape.</param>
    /// <param name="connectivity">What hangs together.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static ComponentMatching Of(Volume<byte> prediction, Volume<byte> reference, Connectivity connectivity = Connectivity.Vertices26)
    {
        if (prediction.Shape != reference.Shape)
        {
            throw new ArgumentException($"The prediction has {prediction.Shape} voxels, the reference {reference.Shape}.", nameof(prediction));
        }

        var (p, r) = (ConnectedComponents.Label(prediction, connectivity), ConnectedComponents.Label(reference, connectivity));
        Dictionary<(int R, int P), long> shared = [];
        for (var n = 0; n < p.Labels.Voxels.Length; n++)
        {
            if (p.Labels.Voxels[n] != 0 && r.Labels.Voxels[n] != 0)
            {
                var key = (r.Labels.Voxels[n], p.Labels.Voxels[n]);
                shared[key] = shared.GetValueOrDefault(key) + 1;
            }
        }

        var (sizeP, sizeR) = (p.Components.ToDictionary(c => c.Label, c => c.VoxelCount), r.Components.ToDictionary(c => c.Label, c => c.VoxelCount));
        return new(r.Count, p.Count,
        [
            .. shared.OrderBy(s => s.Key)
                .Select(s => new MatchedPair(s.Key.R, s.Key.P, (double)s.Value / (sizeR[s.Key.R] + sizeP[s.Key.P] - s.Value)))
                .Where(m => m.Iou > 0.5),
        ]);
    }
}
