using System.Numerics;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Intersection over union of the inner bands along the surfaces of two masks: the voxels of a mask whose distance to its own border voxels is within a limit.</summary>
static class BoundaryIou
{
    /// <summary>Measures one structure.</summary>
    /// <param name="prediction">Mask over <paramref name="box"/>.</param>
    /// <param name="reference">Mask over <paramref name="box"/>.</param>
    /// <param name="box">Where both lie in the image.</param>
    /// <param name="image">Shape of the image.</param>
    /// <param name="spacing">Unit of the limit: mm, or (1, 1, 1) for voxels.</param>
    /// <param name="limit">Width of the band.</param>
    /// <param name="isInclusive">Whether a distance equal to the limit is inside.</param>
    /// <param name="exterior">What lies beyond the image.</param>
    /// <param name="isFlat">In the plane only.</param>
    /// <returns>0 … 1, or NaN when both bands are empty.</returns>
    public static double Of(BitMask prediction, BitMask reference, VoxelBox box, Shape image, Spacing spacing, double limit, bool isInclusive, Exterior exterior, bool isFlat)
    {
        var a = Band(prediction, box, image, spacing, limit, isInclusive, exterior, isFlat);
        var b = Band(reference, box, image, spacing, limit, isInclusive, exterior, isFlat);
        long both = 0, either = 0;
        for (var w = 0; w < a.Words.Length; w++)
        {
            both += BitOperations.PopCount(a.Words[w] & b.Words[w]);
            either += BitOperations.PopCount(a.Words[w] | b.Words[w]);
        }

        return (double)both / either;
    }

    static BitMask Band(BitMask mask, VoxelBox box, Shape image, Spacing spacing, double limit, bool isInclusive, Exterior exterior, bool isFlat)
    {
        var border = BorderVoxels.Of(mask, box, image, SurfaceKind.FaceVoxels, exterior, isFlat);
        var reaches = Reaches(spacing, limit, isInclusive, isFlat);
        var band = new BitMask(mask.I, mask.J, mask.K);
        SliceChunks.Run(mask.K, k =>
        {
            for (var j = 0; j < mask.J; j++)
            {
                var target = band.Row(j, k);
                foreach (var (dj, dk, reach) in reaches)
                {
                    if ((uint)(j + dj) < (uint)mask.J && (uint)(k + dk) < (uint)mask.K)
                    {
                        OrSmeared(border.Row(j + dj, k + dk), reach, target);
                    }
                }

                var row = mask.Row(j, k);
                for (var w = 0; w < target.Length; w++)
                {
                    target[w] &= row[w];
                }
            }
        });
        return band;
    }

    // How far along i the ball reaches in each row around its centre.
    static (int Dj, int Dk, int Reach)[] Reaches(Spacing spacing, double limit, bool isInclusive, bool isFlat)
    {
        List<(int, int, int)> rows = [];
        var (nj, nk) = ((int)(limit / spacing.JMm) + 1, isFlat ? 0 : (int)(limit / spacing.KMm) + 1);
        for (var dk = -nk; dk <= nk; dk++)
        {
            for (var dj = -nj; dj <= nj; dj++)
            {
                var reach = -1;
                while (IsInside(reach + 1, dj, dk))
                {
                    reach++;
                }

                if (reach >= 0)
                {
                    rows.Add((dj, dk, reach));
                }
            }
        }

        return [.. rows];

        bool IsInside(int di, int dj, int dk)
        {
            double x = di * spacing.IMm, y = dj * spacing.JMm, z = dk * spacing.KMm;
            var distance = Math.Sqrt((x * x) + (y * y) + (z * z));
            return isInclusive ? distance <= limit : distance < limit;
        }
    }

    static void OrSmeared(ReadOnlySpan<ulong> source, int reach, Span<ulong> target)
    {
        for (var shift = -reach; shift <= reach; shift++)
        {
            var (words, bits) = Math.DivRem(Math.Abs(shift), 64);
            for (var w = 0; w < target.Length; w++)
            {
                target[w] |= shift >= 0 ? Up(source, w - words, bits) : Down(source, w + words, bits);
            }
        }
    }

    static ulong Up(ReadOnlySpan<ulong> row, int w, int bits) =>
        bits == 0 ? At(row, w) : (At(row, w) << bits) | (At(row, w - 1) >> (64 - bits));

    static ulong Down(ReadOnlySpan<ulong> row, int w, int bits) =>
        bits == 0 ? At(row, w) : (At(row, w) >> bits) | (At(row, w + 1) << (64 - bits));

    static ulong At(ReadOnlySpan<ulong> row, int w) => (uint)w < (uint)row.Length ? row[w] : 0;
}
