namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>How deep every working voxel lies inside each structure, in tenths of a millimetre (negative outside), limited to ±30 mm; interpolates between voxels, so that outlines stay smooth on a finer grid.</summary>
sealed class Fields
{
    public const short Limit = 300;

    /// <summary>Beside the muscles of the back the cavity reaches no farther behind the canal.</summary>
    const double FarthestBackMm = 15;

    Fields(int count) => All = [.. Enumerable.Range(0, Count).Select(_ => new short[count])];

    /// <summary>The structures, by index into <see cref="All"/>.</summary>
    public const int Skin = 0, Fascia = 1, Inner = 2, Paravertebral = 3, Psoas = 4, Quadratus = 5, Bone = 6, Front = 7, Gas = 8, Cage = 9, Bridged = 10, Count = 11;

    public short[][] All { get; }

    public static Fields Of(WorkingImage image, WallSurfaces walls, Structures found, CancellationToken cancel)
    {
        var fields = new Fields(image.Hu.Length);
        var shape = image.Shape;
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            Fill(image, k, fields.All[Skin], [walls.Skin]);
            Fill(image, k, fields.All[Fascia], [walls.Fascia]);
            Fill(image, k, fields.All[Bridged], [walls.Bridged]);
            Fill(image, k, fields.All[Inner], [walls.Inner]);
            Fill(image, k, fields.All[Cage], [found.Cage]);
            Fill(image, k, fields.All[Paravertebral], found.Paravertebral);
            Fill(image, k, fields.All[Psoas], found.Psoas);
            Fill(image, k, fields.All[Quadratus], found.Quadratus);
            FillFront(image, k, fields, found.Frame);
            FillMask(found.Bone.Slice(k), fields.All[Bone].AsSpan(k * shape.SliceCount, shape.SliceCount));
            FillMask(found.Gas.Slice(k), fields.All[Gas].AsSpan(k * shape.SliceCount, shape.SliceCount));
        });
        return fields;
    }

    static void FillMask(ReadOnlySpan<byte> mask, Span<short> target)
    {
        for (var n = 0; n < target.Length; n++)
        {
            target[n] = mask[n] != 0 ? (short)10 : (short)-10;
        }
    }

    /// <summary>Behind the front of the muscles of the back: there fat lies between muscles, not in the cavity.</summary>
    static void FillFront(WorkingImage image, int k, Fields fields, SpineFrame frame)
    {
        const double binMm = 2;
        const int bins = 70, beyond = 15;
        var shape = image.Shape;
        var target = fields.All[Front].AsSpan(k * shape.SliceCount, shape.SliceCount);
        target.Fill(-Limit);
        if (!frame.Has(k))
        {
            return;
        }

        var front = new double[2 * bins];
        Array.Fill(front, double.PositiveInfinity);
        var psoasBack = new double[2 * bins];
        Array.Fill(psoasBack, double.NegativeInfinity);
        var quadratusBack = (double[])psoasBack.Clone();
        for (int j = 0, n = k * shape.SliceCount; j < shape.J; j++)
        {
            for (var i = 0; i < shape.I; i++, n++)
            {
                if (fields.All[Paravertebral][n] > 0)
                {
                    var (u, v) = frame.ToFrame(k, i * image.Spacing.IMm, j * image.Spacing.JMm);
                    var bin = Bin(u);
                    front[bin] = Math.Min(front[bin], Math.Min(v, FarthestBackMm));
                }
                else if (fields.All[Quadratus][n] > 0)
                {
                    var (u, v) = frame.ToFrame(k, i * image.Spacing.IMm, j * image.Spacing.JMm);
                    quadratusBack[Bin(u)] = Math.Max(quadratusBack[Bin(u)], v);
                }
                else if (fields.All[Psoas][n] > 0)
                {
                    var (u, v) = frame.ToFrame(k, i * image.Spacing.IMm, j * image.Spacing.JMm);
                    psoasBack[Bin(u)] = Math.Max(psoasBack[Bin(u)], v);
                }
            }
        }

        for (var bin = 0; bin < front.Length; bin++)
        {
            front[bin] = double.IsFinite(quadratusBack[bin]) ? Math.Min(front[bin], quadratusBack[bin]) : front[bin];
            front[bin] = double.IsFinite(psoasBack[bin]) ? Math.Min(front[bin], psoasBack[bin] + 1) : front[bin];
        }

        Extend(front.AsSpan(bins), beyond);
        front.AsSpan(0, bins).Reverse();
        Extend(front.AsSpan(0, bins), beyond);
        front.AsSpan(0, bins).Reverse();
        // The fat around the canal and between the processes is not in the cavity.
        for (var bin = 0; bin < front.Length; bin++)
        {
            var side = Math.Abs(((bin + 0.5) * binMm) - (bins * binMm));
            front[bin] = side < 50 ? Math.Min(front[bin], -10 + (0.5 * Math.Max(0, side - 18))) : front[bin];
        }

        for (int j = 0, n = 0; j < shape.J; j++)
        {
            for (var i = 0; i < shape.I; i++, n++)
            {
                var (u, v) = frame.ToFrame(k, i * image.Spacing.IMm, j * image.Spacing.JMm);
                target[n] = (short)Math.Clamp(10 * (v - front[Bin(u)]), -Limit, Limit);
            }
        }

        static int Bin(double u) => Math.Clamp(bins + (int)Math.Floor(u / binMm), 0, (2 * bins) - 1);
    }

    /// <summary>Fills the gap at the midline with what is beside it, and goes on a little beyond the last muscle.</summary>
    static void Extend(Span<double> front, int beyond)
    {
        var first = 0;
        while (first < front.Length && double.IsInfinity(front[first]))
        {
            first++;
        }

        if (first == front.Length)
        {
            return;
        }

        front[..first].Fill(front[first]);
        var last = first;
        for (var n = first + 1; n < front.Length; n++)
        {
            if (!double.IsInfinity(front[n]))
            {
                front[(last + 1)..n].Fill(front[last]);
                last = n;
            }
        }

        front[(last + 1)..Math.Min(front.Length, last + 1 + beyond)].Fill(front[last]);
    }

    static void Fill(WorkingImage image, int k, short[] field, ReadOnlySpan<PolarSurface> surfaces)
    {
        var shape = image.Shape;
        var target = field.AsSpan(k * shape.SliceCount, shape.SliceCount);
        target.Fill(-Limit);
        foreach (var surface in surfaces)
        {
            if (surface.Centres[k] == default)
            {
                continue;
            }

            for (int j = 0, n = 0; j < shape.J; j++)
            {
                var dy = (j * image.Spacing.JMm) - surface.Centres[k].YMm;
                for (var i = 0; i < shape.I; i++, n++)
                {
                    var dx = (i * image.Spacing.IMm) - surface.Centres[k].XMm;
                    var depth = 10 * (surface.RadiusAt(k, dx, dy) - Math.Sqrt((dx * dx) + (dy * dy)));
                    target[n] = (short)Math.Max(target[n], Math.Clamp(depth, -Limit, Limit));
                }
            }
        }
    }
}
