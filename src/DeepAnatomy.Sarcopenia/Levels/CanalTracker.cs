namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The course of the spinal canal through the slices of the search grid.</summary>
/// <param name="FirstZ">Lowest slice with a canal.</param>
/// <param name="LastZ">Highest slice with a canal.</param>
/// <param name="X">Centre of the canal for every slice of the grid, voxels; meaningful between the first and the last slice.</param>
/// <param name="Y">As X, along y.</param>
/// <param name="MeanEvidence">Mean evidence along the course, 0 … 2.8.</param>
sealed record CanalCourse(int FirstZ, int LastZ, double[] X, double[] Y, double MeanEvidence)
{
    public double LengthMm => (LastZ - FirstZ + 1) * SearchGrid.StepMm;
}

/// <summary>Finds the way through all slices that gathers the most evidence for the canal while bending little (dynamic programming, exact).</summary>
static class CanalTracker
{
    /// <summary>Evidence a slice must have to be worth being part of the canal; a gap (metal, motion) is bridged when both sides outweigh it.</summary>
    const float Baseline = 1.3f;

    /// <summary>The shortest canal that is believed.</summary>
    const double ShortestMm = 16;

    const sbyte Start = sbyte.MinValue;
    const int Reach = 3;

    // Cost of moving one voxel from slice to slice. Sideways is dearer than to the back: the sacral canal leaves the axis by more than 45°, scoliosis by less than 30°.
    const float SidewaysCost = 0.25f, BackwardsCost = 0.1f;

    public static CanalCourse? Track(SearchGrid grid, CanalEvidence evidence, CancellationToken cancellation)
    {
        var (first, path, gathered) = BestPath(grid, evidence, BodyExtent.Of(grid, cancellation), cancellation);
        if (path.Length * SearchGrid.StepMm < ShortestMm)
        {
            return null;
        }

        var (x, y) = (new double[grid.Z], new double[grid.Z]);
        Span<int> hits = stackalloc int[16];
        for (var n = 0; n < path.Length; n++)
        {
            var z = first + n;
            (x[z], y[z]) = (path[n] % grid.X, path[n] / grid.X);
            if (gathered[n] > 0)
            {
                Centre(evidence, z * grid.SliceCount, grid, hits, ref x[z], ref y[z]);
            }
        }

        var last = first + path.Length - 1;
        Settle(x, first, last);
        Settle(y, first, last);
        return new(first, last, x, y, gathered.Average());
    }

    // The piece of a path with the largest sum of evidence above the baseline: it may begin and end in any slice.
    static (int First, int[] Path, float[] Gathered) BestPath(SearchGrid grid, CanalEvidence evidence, BodyExtent body, CancellationToken cancellation)
    {
        var plane = grid.SliceCount;
        var all = new float[grid.Hu.Length];
        Parallel.For(0, grid.Z, z =>
        {
            cancellation.ThrowIfCancellationRequested();
            var slice = all.AsSpan(z * plane, plane);
            evidence.Slice(z, slice);
            FavourMiddle(slice, grid.X, body.MiddleX[z], body.HalfWidth[z], body.IsCut[z] ? 2 : 6);
        });
        var (fromX, fromY) = (new sbyte[all.Length], new sbyte[all.Length]);
        var (value, along, across) = (new float[plane], new float[plane], new float[plane]);
        var (bestValue, bestZ, bestAt) = (0f, -1, -1);
        for (var z = 0; z < grid.Z; z++)
        {
            cancellation.ThrowIfCancellationRequested();
            BestStep(value, along, fromX.AsSpan(z * plane, plane), grid.X, 1, SidewaysCost);
            BestStep(along, across, fromY.AsSpan(z * plane, plane), grid.X, grid.X, BackwardsCost);
            var here = all.AsSpan(z * plane, plane);
            var steps = fromX.AsSpan(z * plane, plane);
            for (var n = 0; n < plane; n++)
            {
                steps[n] = across[n] > 0 ? steps[n] : Start;
                value[n] = Math.Max(0, across[n]) + here[n] - Baseline;
                if (value[n] > bestValue)
                {
                    (bestValue, bestZ, bestAt) = (value[n], z, n);
                }
            }
        }

        return Trace(bestZ, bestAt, all, fromX, fromY, grid);
    }

    static (int First, int[] Path, float[] Gathered) Trace(int z, int at, float[] all, sbyte[] fromX, sbyte[] fromY, SearchGrid grid)
    {
        var (path, gathered) = (new List<int>(), new List<float>());
        for (; z >= 0; z--)
        {
            var offset = (z * grid.SliceCount) + at;
            path.Add(at);
            gathered.Add(all[offset]);
            if (fromX[offset] == Start || z == 0)
            {
                break;
            }

            // The steps were taken first along x, then along y: undo y first, then read the step along x there.
            at += fromY[offset] * grid.X;
            at += fromX[(z * grid.SliceCount) + at];
        }

        path.Reverse();
        gathered.Reverse();
        return (Math.Max(0, z), [.. path], [.. gathered]);
    }

    // The canal lies near the middle of the trunk; less surely so where a side is cut off by the field of view.
    static void FavourMiddle(Span<float> slice, int rowLength, double middle, double halfWidth, double weight)
    {
        for (var n = 0; n < slice.Length; n++)
        {
            if (slice[n] > 0)
            {
                var off = ((n % rowLength) - middle) / Math.Max(30, halfWidth);
                slice[n] -= (float)Math.Min(2, weight * off * off);
            }
        }
    }

    // For every pixel the best of its neighbours along one axis, less the cost of the move.
    static void BestStep(float[] value, float[] best, Span<sbyte> from, int rowLength, int stride, float cost)
    {
        var rows = value.Length / rowLength;
        value.AsSpan().CopyTo(best);
        from.Clear();
        for (var move = -Reach; move <= Reach; move++)
        {
            if (move == 0)
            {
                continue;
            }

            var penalty = cost * move * move;
            var (firstRow, lastRow, firstX, lastX) = stride == 1
                ? (0, rows - 1, Math.Max(0, -move), rowLength - 1 - Math.Max(0, move))
                : (Math.Max(0, -move), rows - 1 - Math.Max(0, move), 0, rowLength - 1);
            for (var row = firstRow; row <= lastRow; row++)
            {
                for (var n = (row * rowLength) + firstX; n <= (row * rowLength) + lastX; n++)
                {
                    var candidate = value[n + (move * stride)] - penalty;
                    if (candidate > best[n])
                    {
                        (best[n], from[n]) = (candidate, (sbyte)move);
                    }
                }
            }
        }
    }

    // Moves the place to the middle of its ring: between left and right, and between front and back.
    static void Centre(CanalEvidence evidence, int start, SearchGrid grid, Span<int> hits, ref double x, ref double y)
    {
        for (var round = 0; round < 3; round++)
        {
            evidence.Measure(start + ((int)Math.Round(y) * grid.X) + (int)Math.Round(x), hits);
            var (dx, dy) = (Half(hits[0], hits[8]), Half(hits[4], hits[12]));
            (x, y) = (x + dx, y + dy);
        }
    }

    static double Half(int ahead, int back) => ahead == 0 || back == 0 ? 0 : Math.Clamp((ahead - back) / 2.0, -1, 1);

    // Median then mean over ±10 mm: single slices with an open or doubled ring do not shake the course.
    static void Settle(double[] course, int first, int last)
    {
        var part = course.AsSpan(first, last - first + 1);
        Signals.MedianFilter(part, 4).CopyTo(part);
        Signals.Gaussian(part, 3).CopyTo(part);
    }
}
