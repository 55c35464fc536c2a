namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Finds the outline of one muscle around a centre that is known roughly: fat and bone outside, muscle inside, near the usual shape, smooth along the body.</summary>
sealed class CompartmentSearch
{
    const int Angles = 72;
    const double StepMm = 1;

    readonly WorkingImage image;
    readonly byte[] barrier;

    /// <param name="image">The CT.</param>
    /// <param name="barrier">On the working grid: not 0 where the muscle cannot be (bone, vertebral column, outside the fascia, the other side).</param>
    public CompartmentSearch(WorkingImage image, byte[] barrier) => (this.image, this.barrier) = (image, barrier);

    /// <summary>Farthest outline from the centre, mm.</summary>
    public double FarthestMm { get; init; } = 60;

    /// <summary>Cost of one mm of fat inside.</summary>
    public float FatCost { get; init; } = 1;

    /// <summary>Cost of one mm of muscle directly outside.</summary>
    public float MissedCost { get; init; } = 0.6f;

    /// <summary>How far outside is looked for muscle, mm.</summary>
    public double LookMm { get; init; } = 6;

    /// <summary>How much the usual shape counts.</summary>
    public float PriorCost { get; init; } = 1;

    /// <summary>Gain of lying on a dark line between two muscles.</summary>
    public float SeamGain { get; init; } = 2;

    /// <summary>Cost of one mm of difference to the neighbours.</summary>
    public float RoughnessCost { get; init; } = 0.6f;

    /// <summary>Finds the outline.</summary>
    /// <param name="centres">Centre in every slice, working mm.</param>
    /// <param name="present">Slices in which the muscle is looked for.</param>
    /// <param name="usual">Slice, direction (unit vector in the slice) → usual distance and its spread, mm.</param>
    /// <param name="cancel">Stops.</param>
    public PolarSurface Find((double XMm, double YMm)[] centres, bool[] present, Func<int, double, double, (double Mm, double SpreadMm)> usual, CancellationToken cancel)
    {
        var surface = new PolarSurface(centres, Angles);
        int first = Array.IndexOf(present, true), last = Array.LastIndexOf(present, true);
        if (first < 0)
        {
            return surface;
        }

        var (slices, depths) = (last - first + 1, (int)(FarthestMm / StepMm));
        var cost = new float[slices * Angles * depths];
        Parallel.For(first, last + 1, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            if (present[k])
            {
                Cost(surface, k, usual, cost.AsSpan((k - first) * Angles * depths, Angles * depths), depths);
            }
        });
        var step = new float[Angles];
        Array.Fill(step, (float)(RoughnessCost * StepMm));
        var depth = SurfaceSearch.Find(cost, slices, Angles, depths, closed: true, step, step);
        for (var n = 0; n < depth.Length; n++)
        {
            surface.RadiiMm[(first * Angles) + n] = present[first + (n / Angles)] ? (float)(depth[n] * StepMm) : 0;
        }

        return surface;
    }

    void Cost(PolarSurface surface, int k, Func<int, double, double, (double Mm, double SpreadMm)> usual, Span<float> cost, int depths)
    {
        var look = (int)(LookMm / StepMm);
        Span<float> muscle = stackalloc float[depths + look];
        Span<float> against = stackalloc float[depths + look];
        Span<float> hu = stackalloc float[depths + look];
        for (var a = 0; a < Angles; a++)
        {
            var (dx, dy) = surface.Directions[a];
            Sample(surface.Centres[k], k, dx, dy, muscle, against, hu);
            var (usualMm, spreadMm) = usual(k, dx, dy);
            float missed = 0, inside = 0;
            for (var n = 0; n < look; n++)
            {
                missed += muscle[n];
            }

            for (var d = 0; d < depths; d++)
            {
                var far = (float)(((d * StepMm) - usualMm) / spreadMm);
                cost[(a * depths) + d] = inside + (MissedCost * missed) + (PriorCost * far * far) - (SeamGain * Seam(hu, d));
                inside += against[d];
                missed += muscle[d + look] - muscle[d];
            }
        }
    }

    /// <summary>A dark line between two muscles (the fat along their fascia), 0 … 1.</summary>
    static float Seam(ReadOnlySpan<float> hu, int d)
    {
        const int apart = 4;
        if (d < apart || d + apart >= hu.Length)
        {
            return 0;
        }

        var at = 0.5f * (hu[d - 1] + hu[d]);
        return Math.Clamp((Math.Min(hu[d - apart], hu[d + apart - 1]) - at) / 40, 0, 1);
    }

    void Sample((double XMm, double YMm) centre, int k, double dx, double dy, Span<float> muscle, Span<float> against, Span<float> samples)
    {
        var blocked = false;
        for (var n = 0; n < muscle.Length; n++)
        {
            var r = (n + 0.5) * StepMm;
            var (x, y) = (centre.XMm + (r * dx), centre.YMm + (r * dy));
            int i = (int)Math.Round(x / image.Spacing.IMm), j = (int)Math.Round(y / image.Spacing.JMm);
            var isBarrier = (uint)i >= (uint)image.Shape.I || (uint)j >= (uint)image.Shape.J || barrier[image.Shape.OffsetOf(i, j, k)] != 0;
            var hu = image.At(k, x, y);
            samples[n] = hu;
            var fat = Attenuation.Fatness(hu);
            blocked |= isBarrier;
            muscle[n] = blocked ? 0 : 1 - fat;
            against[n] = isBarrier ? 3 : fat * FatCost;
        }
    }
}
