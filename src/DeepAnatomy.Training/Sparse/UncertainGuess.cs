namespace DeepAnatomy.Training.Sparse;

/// <summary>Gives uncertain voxels of a slice the structure they touch: it grows from the drawn structures through the uncertain region, one ring of voxels after the other.</summary>
static class UncertainGuess
{
    /// <summary>Fills the guesses in place.</summary>
    /// <param name="codes">One slice; i fastest.</param>
    /// <param name="width">Voxels along i.</param>
    public static void Fill(Span<byte> codes, int width)
    {
        if (!codes.Contains(VoxelCode.UncertainWithoutGuess))
        {
            return;
        }

        var open = new List<int>();
        for (var n = 0; n < codes.Length; n++)
        {
            if (codes[n] == VoxelCode.UncertainWithoutGuess)
            {
                open.Add(n);
            }
        }

        for (var isGrowing = true; isGrowing && open.Count > 0;)
        {
            // All of a ring is decided before any of it is written, so the order of the voxels does not matter.
            var found = new List<(int At, byte Code)>();
            var left = new List<int>();
            foreach (var n in open)
            {
                var guess = BesideStructure(codes, n, width);
                if (guess > 0)
                {
                    found.Add((n, VoxelCode.Uncertain(guess)));
                }
                else
                {
                    left.Add(n);
                }
            }

            foreach (var (at, code) in found)
            {
                codes[at] = code;
            }

            (open, isGrowing) = (left, found.Count > 0);
        }
    }

    /// <summary>The smallest structure class among the four neighbours; 0 for none.</summary>
    static int BesideStructure(ReadOnlySpan<byte> codes, int n, int width)
    {
        var i = n % width;
        var best = int.MaxValue;
        Consider(codes, i > 0 ? n - 1 : -1, ref best);
        Consider(codes, i < width - 1 ? n + 1 : -1, ref best);
        Consider(codes, n - width, ref best);
        Consider(codes, n + width < codes.Length ? n + width : -1, ref best);
        return best == int.MaxValue ? 0 : best;
    }

    static void Consider(ReadOnlySpan<byte> codes, int at, ref int best)
    {
        if (at >= 0 && VoxelCode.ClassOf(codes[at]) is > 0 and var c)
        {
            best = Math.Min(best, c);
        }
    }
}
