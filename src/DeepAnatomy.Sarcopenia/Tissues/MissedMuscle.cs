using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Muscle of the wall that a network sees and the classical segmenter missed: pieces that lie against muscle both see, where fat or gas shows how far they reach (SEMANTICS.md, S20).</summary>
/// <remarks>A network that goes on into an organ ends somewhere within it, so the free edge of such a piece is tissue like its own.</remarks>
static class MissedMuscle
{
    /// <summary>Layers of the wall lie no farther apart; nearer, an edge is the seam between a piece and its neighbour.</summary>
    const double SeamMm = 2.5;

    /// <summary>Most of a free edge that may be other than fat and gas.</summary>
    const double MostOther = 0.45;

    /// <summary>How much brighter than the muscle of the slice a piece may be in the mean, HU: spleen, liver and bowel with contrast are more.</summary>
    const double BrighterHu = 20;

    /// <summary>The voxels of those pieces in one axial slice.</summary>
    /// <param name="classical">Values of the product's label set; 0 outside the body.</param>
    /// <param name="trained">What the network found, in the same set.</param>
    /// <param name="agreed">Not 0 where both see muscle; a volume of one slice.</param>
    /// <param name="hu">HU.</param>
    public static bool[] Find(ReadOnlySpan<ushort> classical, ReadOnlySpan<ushort> trained, Volume<byte> agreed, ReadOnlySpan<short> hu)
    {
        var (shape, spacing) = (agreed.Shape, agreed.Grid.Spacing);
        var pieces = ConnectedComponents.Label(Volume<byte>.Adopt(agreed.Grid, Candidates(classical, trained)), Connectivity.Faces4);
        if (pieces.Count == 0)
        {
            return new bool[hu.Length];
        }

        var near = BallMorphology.DilateBySlice(agreed, Math.Max(SeamMm, Math.Max(spacing.IMm, spacing.JMm))).Voxels;
        var piece = pieces.Labels.Voxels;
        var (free, fat, touches) = (new int[pieces.Count], new int[pieces.Count], new bool[pieces.Count]);
        for (var j = 1; j < shape.J - 1; j++)
        {
            for (var n = (j * shape.I) + 1; n < ((j + 1) * shape.I) - 1; n++)
            {
                if (piece[n] != 0)
                {
                    touches[piece[n] - 1] |= near[n] != 0;
                }
                else if (near[n] == 0 && !ProductLabels.IsMuscle(classical[n]) && !ProductLabels.IsMuscle(trained[n]))
                {
                    Count(piece, hu, n, shape.I, free, fat);
                }
            }
        }

        var brightest = MeanOfMuscle(agreed.Voxels, hu) + BrighterHu;
        var sums = SumsOf(pieces, hu);
        var isAdded = new bool[pieces.Count + 1];
        for (var n = 0; n < pieces.Count; n++)
        {
            isAdded[n + 1] = touches[n] && free[n] - fat[n] <= MostOther * free[n] && sums[n] <= brightest * pieces.Components[n].VoxelCount;
        }

        var added = new bool[piece.Length];
        for (var n = 0; n < added.Length; n++)
        {
            added[n] = isAdded[piece[n]];
        }

        return added;
    }

    /// <summary>Mean HU of the muscle that both see, without fat and bone in it; NaN without any.</summary>
    static double MeanOfMuscle(ReadOnlySpan<byte> agreed, ReadOnlySpan<short> hu)
    {
        var (sum, count) = (0L, 0);
        for (var n = 0; n < hu.Length; n++)
        {
            if (agreed[n] != 0 && hu[n] is > Attenuation.FatHighHu and < Attenuation.BoneHu)
            {
                (sum, count) = (sum + hu[n], count + 1);
            }
        }

        return (double)sum / count;
    }

    static long[] SumsOf(ComponentMap pieces, ReadOnlySpan<short> hu)
    {
        var sums = new long[pieces.Count];
        var piece = pieces.Labels.Voxels;
        for (var n = 0; n < piece.Length; n++)
        {
            if (piece[n] != 0)
            {
                sums[piece[n] - 1] += hu[n];
            }
        }

        return sums;
    }

    static byte[] Candidates(ReadOnlySpan<ushort> classical, ReadOnlySpan<ushort> trained)
    {
        var mask = new byte[classical.Length];
        for (var n = 0; n < mask.Length; n++)
        {
            var isSoft = classical[n] is >= ProductLabels.SubcutaneousFat and <= ProductLabels.IntermuscularFat or ProductLabels.OtherTissue;
            mask[n] = isSoft && IsAtWall(trained[n]) ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>Muscle of the wall and other muscle; those beside the spine have outlines of their own, and kidneys lie against them.</summary>
    public static bool IsAtWall(ushort label) => label is ProductLabels.AbdominalWallLeft or ProductLabels.AbdominalWallRight or ProductLabels.OtherMuscleLeft or ProductLabels.OtherMuscleRight;

    /// <summary>Counts a voxel to the free edge of every piece it touches.</summary>
    static void Count(ReadOnlySpan<int> piece, ReadOnlySpan<short> hu, int n, int width, int[] free, int[] fat)
    {
        Span<int> sides = [n - 1, n + 1, n - width, n + width];
        for (var s = 0; s < sides.Length; s++)
        {
            var of = piece[sides[s]];
            if (of == 0 || Seen(piece, sides[..s], of))
            {
                continue;
            }

            free[of - 1]++;
            // The edge itself is half muscle: fat shows one voxel on.
            fat[of - 1] += Lowest(hu, n, width) < Attenuation.FatHighHu ? 1 : 0;
        }
    }

    static bool Seen(ReadOnlySpan<int> piece, ReadOnlySpan<int> before, int of)
    {
        foreach (var side in before)
        {
            if (piece[side] == of)
            {
                return true;
            }
        }

        return false;
    }

    static float Lowest(ReadOnlySpan<short> hu, int n, int width)
    {
        var lowest = float.PositiveInfinity;
        ReadOnlySpan<int> near = [n, n - 1, n + 1, n - width, n + width];
        foreach (var at in near)
        {
            if (at >= width && at < hu.Length - width)
            {
                lowest = Math.Min(lowest, Attenuation.Smooth(hu, at, width));
            }
        }

        return lowest;
    }
}
