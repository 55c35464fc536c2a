namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>How far the trunk reaches to both sides in every slice: the largest piece of tissue, without table and free arms.</summary>
sealed class BodyExtent
{
    /// <summary>Skin and fat are brighter, air and foam darker.</summary>
    const short TissueHu = -300;

    BodyExtent(double[] middleX, double[] halfWidth, double[] backY) => (MiddleX, HalfWidth, BackY) = (middleX, halfWidth, backY);

    /// <summary>Middle between the left and the right edge, voxels of the search grid, one per slice.</summary>
    public double[] MiddleX { get; }

    /// <summary>Half the distance of the edges, voxels; 0 in a slice without tissue.</summary>
    public double[] HalfWidth { get; }

    /// <summary>The row of the back's skin, voxels.</summary>
    public double[] BackY { get; }

    public static BodyExtent Of(SearchGrid grid, CancellationToken cancellation)
    {
        var (middle, half, back) = (new double[grid.Z], new double[grid.Z], new double[grid.Z]);
        Parallel.For(0, grid.Z, () => (Seen: new bool[grid.SliceCount], Stack: new Stack<int>()), (z, _, scratch) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var (left, right, bottom) = Largest(grid, z, scratch.Seen, scratch.Stack);
            (middle[z], half[z], back[z]) = ((left + right) / 2.0, (right - left) / 2.0, bottom);
            return scratch;
        }, _ => { });
        return new(Signals.MedianFilter(middle, 10), Signals.MedianFilter(half, 10), back);
    }

    static (int Left, int Right, int Bottom) Largest(SearchGrid grid, int z, bool[] seen, Stack<int> stack)
    {
        var slice = grid.Hu.AsSpan(z * grid.SliceCount, grid.SliceCount);
        Array.Clear(seen);
        var (best, bestCount) = ((Left: 0, Right: 0, Bottom: 0), 0);
        for (var seed = 0; seed < slice.Length; seed++)
        {
            if (seen[seed] || slice[seed] <= TissueHu)
            {
                continue;
            }

            var (left, right, bottom, count) = (grid.X, -1, -1, 0);
            stack.Push(seed);
            seen[seed] = true;
            while (stack.TryPop(out var at))
            {
                var (x, y) = (at % grid.X, at / grid.X);
                (left, right, bottom, count) = (Math.Min(left, x), Math.Max(right, x), Math.Max(bottom, y), count + 1);
                Visit(slice, seen, stack, at - 1, x > 0);
                Visit(slice, seen, stack, at + 1, x < grid.X - 1);
                Visit(slice, seen, stack, at - grid.X, y > 0);
                Visit(slice, seen, stack, at + grid.X, y < grid.Y - 1);
            }

            if (count > bestCount)
            {
                (best, bestCount) = ((left, right, bottom), count);
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
