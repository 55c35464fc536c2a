namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>How much every place of a slice looks like the inside of the spinal canal: soft tissue with bone all around, a vertebral body in front and an arch behind.</summary>
/// <remarks>
/// The ring of bone is open at the foramina and discs of any one slice, so the search looks at the brightest voxel within <see cref="WindowMm"/> above and below.
/// Sizes: lumbar canal 12–20 mm sagittal, 18–28 mm transverse; vertebral body 25–40 mm sagittal (SEMANTICS.md L2).
/// </remarks>
sealed class CanalEvidence
{
    /// <summary>How far above and below the ring is collected.</summary>
    public const double WindowMm = 8;

    /// <summary>What counts as bone of the ring; cortical bone on a 2 mm grid exceeds it also in osteoporosis.</summary>
    public const float RingHu = 150;

    const float UsualDifference = 0.45f;
    const int Rays = 16;
    const float LeastRadiusMm = 4;
    const int Steps = 9;
    readonly SearchGrid grid;
    readonly short[] brightest;
    readonly float[] mean;
    readonly int[] rays;

    public CanalEvidence(SearchGrid grid, CancellationToken cancellation)
    {
        this.grid = grid;
        var smooth = Smooth(grid, cancellation);
        brightest = BrightestNearby(grid, smooth, (int)(WindowMm / SearchGrid.StepMm));
        mean = MeanNearby(grid, smooth, (int)(WindowMm / SearchGrid.StepMm));
        SmoothHu = smooth;
        rays = RayOffsets(grid.X);
    }

    /// <summary>The scan, smoothed in plane (1 2 1).</summary>
    public short[] SmoothHu { get; }

    /// <summary>The brightest smoothed value within the window above and below.</summary>
    public short[] Brightest => brightest;

    /// <summary>Evidence of one slice.</summary>
    /// <param name="z">Slice of the search grid.</param>
    /// <param name="evidence">One value per pixel, 0 (none) … about 3.</param>
    public void Slice(int z, Span<float> evidence)
    {
        evidence.Clear();
        for (var y = 20; y < grid.Y - 12; y++)
        {
            for (var x = 12; x < grid.X - 12; x++)
            {
                var at = (z * grid.SliceCount) + (y * grid.X) + x;
                if (IsSoftInside(at))
                {
                    evidence[(y * grid.X) + x] = At(at);
                }
            }
        }
    }

    /// <summary>The distances (in steps of 2 mm) from a place to the ring along the 16 rays; 0 where there is no bone in reach.</summary>
    public void Measure(int at, Span<int> hits)
    {
        for (var r = 0; r < Rays; r++)
        {
            hits[r] = 0;
            for (var s = 0; s < Steps; s++)
            {
                if (brightest[at + rays[(r * Steps) + s]] > RingHu)
                {
                    hits[r] = s + 1;
                    break;
                }
            }
        }
    }

    static int[] RayOffsets(int rowLength)
    {
        var offsets = new int[Rays * Steps];
        for (var r = 0; r < Rays; r++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * r / Rays);
            for (var s = 0; s < Steps; s++)
            {
                offsets[(r * Steps) + s] = ((int)Math.Round(sin * (s + 1)) * rowLength) + (int)Math.Round(cos * (s + 1));
            }
        }

        return offsets;
    }

    bool IsSoftInside(int at)
    {
        var here = SmoothHu[at];
        if (here is < -125 or > 130)
        {
            return false;
        }

        // Within 3 mm no bone at this very slice, and not all of it fat or gas.
        var x = grid.X;
        var sum = here + SmoothHu[at - 1] + SmoothHu[at + 1] + SmoothHu[at - x] + SmoothHu[at + x];
        return sum is > -560 and < 600 && SmoothHu[at - 1] < RingHu && SmoothHu[at + 1] < RingHu && SmoothHu[at - x] < RingHu && SmoothHu[at + x] < RingHu;
    }

    float At(int at)
    {
        Span<int> hits = stackalloc int[Rays];
        Measure(at, hits);
        var closed = 0f;
        var gap = 0;
        for (var r = 0; r < Rays; r++)
        {
            var mm = hits[r] * (float)SearchGrid.StepMm;
            closed += hits[r] == 0 ? 0 : mm < LeastRadiusMm ? 0.5f : 1f;
            gap += hits[r] == 0 ? 1 : 0;
        }

        if (gap > 5)
        {
            return 0;
        }

        // A canal is about as wide to both sides of its centre.
        var centred = 1f - (MathF.Abs(hits[0] - hits[8]) + MathF.Abs(hits[4] - hits[12])) / 16f;
        var ring = closed / Rays;
        var front = InFront(at);
        return front <= 0.15f ? 0 : (ring * ring) + front + (0.5f * Behind(at)) + (0.3f * centred) - Lopsided(at);
    }

    // Left and right of the canal mirror each other, those of a hip bone or a rib do not: what the mean difference of bone up to 40 mm to both sides exceeds what rotation and scoliosis do.
    float Lopsided(int at)
    {
        if (at % grid.X is var x && (x < 21 || x > grid.X - 22))
        {
            return 0;
        }

        var (difference, bone) = (0, 1);
        for (var row = -9; row <= 9; row += 2)
        {
            for (var off = 2; off <= 20; off += 2)
            {
                var (left, right) = (Math.Clamp((int)brightest[at + (row * grid.X) + off], 50, 350), Math.Clamp((int)brightest[at + (row * grid.X) - off], 50, 350));
                difference += Math.Abs(left - right);
                bone += Math.Max(left, right) - 50;
            }
        }

        return 2f * Math.Max(0, ((float)difference / bone) - UsualDifference);
    }

    // Mean over the place of the vertebral body, 12–34 mm in front and 10 mm to each side, as a share of cancellous bone (0 … 1).
    float InFront(int at)
    {
        var (sum, low) = (0f, 0f);
        for (var row = 6; row <= 17; row++)
        {
            for (var dx = -4; dx <= 4; dx += 2)
            {
                var target = at - (row * grid.X) + dx;
                var share = Math.Clamp((mean[target] - 50) / 100f, 0, 1);
                sum += share;
                low += share == 0 ? 1 : 0;
            }
        }

        return low > 30 ? 0 : sum / 60f;
    }

    // Arch and spinous process: the share of the mid-line 8–26 mm behind that is bone somewhere within the window.
    float Behind(int at)
    {
        var bone = 0;
        for (var row = 4; row <= 11; row++)
        {
            var target = at + (row * grid.X);
            bone += brightest[target] > RingHu || brightest[target - 1] > RingHu || brightest[target + 1] > RingHu ? 1 : 0;
        }

        return bone / 8f;
    }

    static short[] Smooth(SearchGrid grid, CancellationToken cancellation)
    {
        var (hu, x) = (grid.Hu, grid.X);
        var smooth = new short[hu.Length];
        Parallel.For(0, grid.Z, z =>
        {
            cancellation.ThrowIfCancellationRequested();
            var start = z * grid.SliceCount;
            Array.Copy(hu, start, smooth, start, grid.SliceCount);
            for (var y = 1; y < grid.Y - 1; y++)
            {
                for (var i = 1; i < x - 1; i++)
                {
                    var at = start + (y * x) + i;
                    smooth[at] = (short)(((4 * hu[at]) + (2 * (hu[at - 1] + hu[at + 1] + hu[at - x] + hu[at + x])) + hu[at - x - 1] + hu[at - x + 1] + hu[at + x - 1] + hu[at + x + 1]) / 16);
                }
            }
        });
        return smooth;
    }

    static short[] BrightestNearby(SearchGrid grid, short[] hu, int reach)
    {
        var brightest = new short[hu.Length];
        var plane = grid.SliceCount;
        Parallel.For(0, grid.Z, z =>
        {
            var target = brightest.AsSpan(z * plane, plane);
            target.Fill(short.MinValue);
            for (var other = Math.Max(0, z - reach); other <= Math.Min(grid.Z - 1, z + reach); other++)
            {
                var source = hu.AsSpan(other * plane, plane);
                for (var n = 0; n < plane; n++)
                {
                    target[n] = Math.Max(target[n], source[n]);
                }
            }
        });
        return brightest;
    }

    static float[] MeanNearby(SearchGrid grid, short[] hu, int reach)
    {
        var mean = new float[hu.Length];
        var plane = grid.SliceCount;
        Parallel.For(0, grid.Z, z =>
        {
            var target = mean.AsSpan(z * plane, plane);
            var (from, to) = (Math.Max(0, z - reach), Math.Min(grid.Z - 1, z + reach));
            for (var other = from; other <= to; other++)
            {
                var source = hu.AsSpan(other * plane, plane);
                for (var n = 0; n < plane; n++)
                {
                    target[n] += source[n];
                }
            }

            var scale = 1f / (to - from + 1);
            for (var n = 0; n < plane; n++)
            {
                target[n] *= scale;
            }
        });
        return mean;
    }
}
