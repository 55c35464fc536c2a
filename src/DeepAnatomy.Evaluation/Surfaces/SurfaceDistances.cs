using System.Numerics;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Distances in mm from every surface element of one mask to the nearest of the other, and the element's weight (1, or its area in mm²).</summary>
/// <param name="Mm">Distances, in scan order of the elements.</param>
/// <param name="Weights">Areas in mm²; empty when every element weighs 1.</param>
public sealed record DirectedDistances(double[] Mm, double[] Weights)
{
    /// <summary>Sum of the weights.</summary>
    public double TotalWeight => Weights.Length == 0 ? Mm.Length : Statistics.Samples.Sum(Weights);

    /// <summary>Weighted sum of the distances.</summary>
    internal double WeightedSum
    {
        get
        {
            if (Weights.Length == 0)
            {
                return Statistics.Samples.Sum(Mm);
            }

            var products = new double[Mm.Length];
            for (var n = 0; n < products.Length; n++)
            {
                products[n] = Mm[n] * Weights[n];
            }

            return Statistics.Samples.Sum(products);
        }
    }
}

/// <summary>Both directions between the surfaces of a reference and a prediction.</summary>
/// <param name="ReferenceToPrediction">From every element of the reference.</param>
/// <param name="PredictionToReference">From every element of the prediction.</param>
public sealed record SurfaceDistances(DirectedDistances ReferenceToPrediction, DirectedDistances PredictionToReference)
{
    /// <summary>Measures one structure in two label maps of the same grid.</summary>
    /// <param name="prediction">Label values.</param>
    /// <param name="reference">Label values on the same shape.</param>
    /// <param name="values">The values that make up the structure.</param>
    /// <param name="box">Box around the structure in both maps.</param>
    /// <param name="spacing">Distances of voxel centres, mm.</param>
    /// <param name="kind">What counts as surface.</param>
    /// <param name="exterior">What lies beyond the image.</param>
    /// <param name="isFlat">Measure in the plane only (a single slice).</param>
    internal static SurfaceDistances Between(Volume<ushort> prediction, Volume<ushort> reference, ushort[] values, VoxelBox box, Spacing spacing, SurfaceKind kind, Exterior exterior, bool isFlat) =>
        Between(BitMask.Of(prediction, box, values), BitMask.Of(reference, box, values), box, reference.Shape, spacing, kind, exterior, isFlat);

    /// <summary>Measures two masks over the same box.</summary>
    /// <param name="p">Prediction.</param>
    /// <param name="r">Reference.</param>
    /// <param name="box">Where both lie in the image.</param>
    /// <param name="image">Shape of the image.</param>
    /// <param name="spacing">Distances of voxel centres, mm.</param>
    /// <param name="kind">What counts as surface.</param>
    /// <param name="exterior">What lies beyond the image.</param>
    /// <param name="isFlat">Measure in the plane only (a single slice).</param>
    /// <param name="limitMm">Distances beyond are given as infinite: enough for shares within a tolerance, and independent of how far the surfaces lie apart.</param>
    internal static SurfaceDistances Between(BitMask p, BitMask r, VoxelBox box, Shape image, Spacing spacing, SurfaceKind kind, Exterior exterior, bool isFlat, double limitMm = double.PositiveInfinity)
    {
        if (kind != SurfaceKind.Surfels)
        {
            var (bp, br) = (BorderVoxels.Of(p, box, image, kind, exterior, isFlat), BorderVoxels.Of(r, box, image, kind, exterior, isFlat));
            return new(new(Directed(br, bp, spacing, limitMm), []), new(Directed(bp, br, spacing, limitMm), []));
        }

        var areas = isFlat ? FlatContours.Lengths(spacing.IMm, spacing.JMm) : SurfelTable.Areas(spacing.IMm, spacing.JMm, spacing.KMm);
        var (cp, cr) = isFlat ? (FlatContours.Corners(p), FlatContours.Corners(r)) : (Surfels.Corners(p), Surfels.Corners(r));
        return new(
            new(Directed(cr, cp, spacing, limitMm), Weights(cr, r, areas, isFlat)),
            new(Directed(cp, cr, spacing, limitMm), Weights(cp, p, areas, isFlat)));
    }

    /// <summary>Distances of whole sets of voxels (not of surfaces): from every voxel of one mask that the other lacks, in scan order; all others are at distance zero.</summary>
    internal static (double[] ReferenceToPrediction, double[] PredictionToReference) OfSets(BitMask p, BitMask r, Spacing spacing) =>
        (Directed(r.Without(p), p, spacing, double.PositiveInfinity), Directed(p.Without(r), r, spacing, double.PositiveInfinity));

    static double[] Directed(BitMask from, BitMask to, Spacing spacing, double limitMm)
    {
        var nearest = new NearestBit(to, spacing, limitMm);
        var starts = Starts(from);
        var mm = new double[starts[^1]];
        SliceChunks.Run(from.K, k =>
        {
            var at = starts[k];
            BitPlace near = default;
            for (var j = 0; j < from.J; j++)
            {
                ReadOnlySpan<ulong> row = from.Row(j, k), other = to.Row(j, k);
                for (var w = 0; w < row.Length; w++)
                {
                    var together = row[w] & other[w];
                    for (var word = row[w]; word != 0; word &= word - 1, at++)
                    {
                        // Where both surfaces have the bit the distance is zero, and the array is zero already.
                        if ((together & word & (~word + 1)) == 0)
                        {
                            mm[at] = Math.Sqrt(nearest.SquaredMm((w << 6) + BitOperations.TrailingZeroCount(word), j, k, ref near));
                        }
                    }
                }
            }
        });
        return mm;
    }

    static double[] Weights(BitMask corners, BitMask mask, double[] areas, bool isFlat)
    {
        var starts = Starts(corners);
        var weights = new double[starts[^1]];
        SliceChunks.Run(corners.K, k =>
        {
            if (!isFlat)
            {
                Surfels.Weigh(corners, mask, k, areas, weights.AsSpan(starts[k]));
                return;
            }

            var at = starts[k];
            for (var j = 0; j < corners.J; j++)
            {
                var row = corners.Row(j, k);
                for (var w = 0; w < row.Length; w++)
                {
                    for (var word = row[w]; word != 0; word &= word - 1)
                    {
                        weights[at++] = areas[FlatContours.CodeAt(mask, (w << 6) + BitOperations.TrailingZeroCount(word), j, k)];
                    }
                }
            }
        });
        return weights;
    }

    static int[] Starts(BitMask mask)
    {
        var starts = new int[mask.K + 1];
        for (var k = 0; k < mask.K; k++)
        {
            starts[k + 1] = starts[k] + mask.CountPlane(k);
        }

        return starts;
    }
}
