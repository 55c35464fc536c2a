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

    /// <summary>The voxels of those pieces.</summary>
    /// <param name="classical">Values of the product's label set; 0 outside the body.</param>
    /// <param name="trained">What the network found, in the same set, on the same grid.</param>
    /// <param name="agreed">Not 0 where both see muscle.</param>
    /// <param name="hu">HU on the same grid; slices are axial.</param>
    /// <param name="cancellation">Checked per slice.</param>
    public static bool[] Find(LabelMap classical, LabelMap trained, Volume<byte> agreed, Volume<short> hu, CancellationToken cancellation)
    {
        var pieces = ConnectedComponents.Label(Candidates(classical, trained), Connectivity.Faces4, cancellation);
        var near = BallMorphology.DilateBySlice(agreed, Math.Max(SeamMm, Math.Max(hu.Grid.Spacing.IMm, hu.Grid.Spacing.JMm)), cancellation);
        // A piece lies in one slice, so slices write different counts.
        var (free, fat, touches) = (new int[pieces.Count], new int[pieces.Count], new bool[pieces.Count]);
        var shape = hu.Shape;
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var piece = pieces.Labels.Slice(k);
            var beside = near.Slice(k);
            var values = hu.Slice(k);
            var own = classical.Voxels.Slice(k);
            var found = trained.Voxels.Slice(k);
            for (var j = 1; j < shape.J - 1; j++)
            {
                for (var n = (j * shape.I) + 1; n < ((j + 1) * shape.I) - 1; n++)
                {
                    if (piece[n] != 0)
                    {
                        touches[piece[n] - 1] |= beside[n] != 0;
                    }
                    else if (beside[n] == 0 && !ProductLabels.IsMuscle(own[n]) && !ProductLabels.IsMuscle(found[n]))
                    {
                        Count(piece, values, n, shape.I, free, fat);
                    }
                }
            }
        });
        var isAdded = new bool[pieces.Count + 1];
        for (var n = 0; n < pieces.Count; n++)
        {
            isAdded[n + 1] = touches[n] && free[n] - fat[n] <= MostOther * free[n];
        }

        var voxels = pieces.Labels.Voxels;
        var added = new bool[voxels.Length];
        for (var n = 0; n < added.Length; n++)
        {
            added[n] = isAdded[voxels[n]];
        }

        return added;
    }

    static Volume<byte> Candidates(LabelMap classical, LabelMap trained)
    {
        var own = classical.Voxels.Voxels;
        var found = trained.Voxels.Voxels;
        var mask = new byte[own.Length];
        for (var n = 0; n < mask.Length; n++)
        {
            var isSoft = own[n] is >= ProductLabels.SubcutaneousFat and <= ProductLabels.IntermuscularFat or ProductLabels.OtherTissue;
            mask[n] = isSoft && IsAtWall(found[n]) ? (byte)1 : (byte)0;
        }

        return Volume<byte>.Adopt(classical.Grid, mask);
    }

    /// <summary>The muscles beside the spine have outlines of their own, and kidneys lie against them.</summary>
    static bool IsAtWall(ushort label) => label is ProductLabels.AbdominalWallLeft or ProductLabels.AbdominalWallRight or ProductLabels.OtherMuscleLeft or ProductLabels.OtherMuscleRight;

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
