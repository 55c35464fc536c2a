namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Finds a smooth surface: for every slice and angle the depth with the least cost, where neighbours (next angle, next slice) pay for every step in depth.</summary>
/// <remarks>
/// Costs are aggregated along four directions (angles forth and back, slices forth and back) by dynamic programming with a linear penalty,
/// and the cheapest depth of the sum is taken (semi-global matching, Hirschmüller 2008). The result does not depend on the number of threads.
/// </remarks>
static class SurfaceSearch
{
    /// <summary>Searches.</summary>
    /// <param name="cost">Cost of slice k, angle a, depth d at <c>((k · angles) + a) · depths + d</c>.</param>
    /// <param name="slices">Slices.</param>
    /// <param name="angles">Angles.</param>
    /// <param name="depths">Depths.</param>
    /// <param name="closed">Whether the last angle is beside the first.</param>
    /// <param name="angleStep">For every angle: cost of one depth step to the next angle.</param>
    /// <param name="sliceStep">For every angle: cost of one depth step to the next slice.</param>
    /// <returns>The depth of slice k, angle a at <c>k · angles + a</c>.</returns>
    public static short[] Find(float[] cost, int slices, int angles, int depths, bool closed, float[] angleStep, float[] sliceStep)
    {
        var sum = new float[cost.Length];
        Parallel.For(0, slices, k => AlongAngles(cost, sum, k * angles, angles, depths, closed, angleStep));
        Parallel.For(0, angles, a => AlongSlices(cost, sum, a, slices, angles, depths, sliceStep[a]));
        var best = new short[slices * angles];
        Parallel.For(0, slices, k =>
        {
            for (var n = k * angles; n < (k + 1) * angles; n++)
            {
                var costs = sum.AsSpan(n * depths, depths);
                var least = 0;
                for (var d = 1; d < depths; d++)
                {
                    least = costs[d] < costs[least] ? d : least;
                }

                best[n] = (short)least;
            }
        });
        return best;
    }

    static void AlongAngles(float[] cost, float[] sum, int first, int angles, int depths, bool closed, float[] step)
    {
        Span<float> path = new float[depths];
        foreach (var direction in (ReadOnlySpan<int>)[1, -1])
        {
            path.Clear();
            var warmUp = closed ? angles / 2 : 0;
            for (var n = -warmUp; n < angles; n++)
            {
                var a = ((direction > 0 ? n : -1 - n) + (2 * angles)) % angles;
                Advance(path, cost.AsSpan((first + a) * depths, depths), step[a]);
                if (n >= 0)
                {
                    Add(path, sum.AsSpan((first + a) * depths, depths));
                }
            }
        }
    }

    static void AlongSlices(float[] cost, float[] sum, int a, int slices, int angles, int depths, float step)
    {
        Span<float> path = new float[depths];
        foreach (var direction in (ReadOnlySpan<int>)[1, -1])
        {
            path.Clear();
            for (var n = 0; n < slices; n++)
            {
                var k = direction > 0 ? n : slices - 1 - n;
                var at = ((k * angles) + a) * depths;
                Advance(path, cost.AsSpan(at, depths), step);
                Add(path, sum.AsSpan(at, depths));
            }
        }
    }

    static void Advance(Span<float> path, ReadOnlySpan<float> cost, float step)
    {
        var least = path[0];
        for (var d = 1; d < path.Length; d++)
        {
            path[d] = Math.Min(path[d], path[d - 1] + step);
            least = Math.Min(least, path[d]);
        }

        for (var d = path.Length - 2; d >= 0; d--)
        {
            path[d] = Math.Min(path[d], path[d + 1] + step);
        }

        for (var d = 0; d < path.Length; d++)
        {
            path[d] += cost[d] - least;
        }
    }

    static void Add(ReadOnlySpan<float> path, Span<float> sum)
    {
        for (var d = 0; d < path.Length; d++)
        {
            sum[d] += path[d];
        }
    }
}
