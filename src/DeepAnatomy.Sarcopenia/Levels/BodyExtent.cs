namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>How far the trunk reaches to both sides in every slice: the largest piece of tissue, without table and free arms.</summary>
sealed class BodyExtent
{
    /// <summary>Skin and fat are brighter, air and foam darker.</summary>
    const short TissueHu = -300;

    BodyExtent(double[] middleX, double[] halfWidth, bool[] isCut) => (MiddleX, HalfWidth, IsCut) = (middleX, halfWidth, isCut);

    /// <summary>Middle between the left and the right edge, voxels of the search grid, one per slice.</summary>
    public double[] MiddleX { get; }

    /// <summary>Half the distance of the edges, voxels; 0 in a slice without tissue.</summary>
    public double[] HalfWidth { get; }

    /// <summary>Whether the trunk reaches the left or right border of the image: its middle is not known then.</summary>
    public bool[] IsCut { get; }

    public static BodyExtent Of(SearchGrid grid, CancellationToken cancellation)
    {
        var (middle, half, isCut) = (new double[grid.Z], new double[grid.Z], new bool[grid.Z]);
        Parallel.For(0, grid.Z, () => (Seen: new bool[grid.SliceCount], Stack: new Stack<int>()), (z, _, scratch) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var (left, right) = Largest(grid, z, scratch.Seen, scratch.Stack);
            (middle[z], half[z], isCut[z]) = ((left + right) / 2.0, (right - left) / 2.0, left <= 1 || right >= grid.X - 2);
            return scratch;
        }, _ => { });
        return new(Signals.MedianFilter(middle, 10), Signals.MedianFilter(half, 10), isCut);
    }

    static (int Left, int Right) Largest(SearchGrid grid, int z, bool[] seen, Stack<int> stack)
    {
        var slice = grid.Hu.AsSpan(z * grid.SliceCount, grid.SliceCount);
        Array.Clear(seen);
        var (best, bestCount) = ((Left: 0, Right: 0), 0);
        for (var seed = 0; seed < slice.Length; seed++)
        {
            if (seen[seed] || slice[seed] <= TissueHu)
            {
                continue;
            }

            var (left, right, count) = (grid.X, -1, 0);
            stack.Push(seed);
            seen[seed] = true;
            while (stack.TryPop(out var at))
            {
                var (x, y) = (at % grid.X, at / grid.X);
                (left, right, count) = (Math.Min(left, x), Math.Max(right, x), count + 1);
                Visit(slice, seen, stack, at - 1, x > 0);
                Visit(slice, seen, stack, at + 1, x < grid.X - 1);
                Visit(slice, seen, stack, at - grid.X, y > 0);
                Visit(slice, seen, stack, at + grid.X, y < grid.Y - 1);
            }

            if (count > bestCount)
            {
                (best, bestCount) = ((left, right), count);
            }
        }

        return best;
    }

    static void Visit(ReadOnlySpan<short> slice, bool[] seen, Stack<int> stack, int at, bool inside)
    {
        if (inside && !seen[at] && slice[at] > TissueHu)
        {
            seen[at] = true;
            stack.Push(at);
        }
    }
}
