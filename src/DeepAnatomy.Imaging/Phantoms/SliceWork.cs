using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Working memory for one slice of one thread: the mean over the layers, then blur and noise.</summary>
sealed class SliceWork(Shape shape, SmoothNoise noise)
{
    readonly float[] sum = new float[shape.SliceCount];
    readonly float[] grain = new float[shape.SliceCount];
    readonly float[] streak = new float[shape.SliceCount];
    readonly float[] scratch = new float[shape.SliceCount];

    public Row Row { get; } = new(shape.I, noise);

    public void Clear() => sum.AsSpan().Clear();

    public void Add(int j, float weight)
    {
        var target = sum.AsSpan(j * shape.I, shape.I);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += weight * Row.Hu[i];
        }
    }

    /// <summary>Blurs, adds noise and rounds to whole HU.</summary>
    public void Finish(Span<short> hu, PhantomProtocol protocol, Spacing spacing, int k, double? circle)
    {
        Blur(sum, protocol.BlurMm / spacing.IMm);
        if (protocol.NoiseHu > 0)
        {
            AddNoise(protocol, spacing, k);
        }

        for (var n = 0; n < hu.Length; n++)
        {
            var outside = circle is { } r && Outside(n % shape.I, n / shape.I, shape, r);
            hu[n] = outside ? (short)-1024 : (short)Math.Clamp(MathF.Round(sum[n]), -1024, 3071);
        }
    }

    public static void ClearOutside(ushort[] labels, Shape shape, double radius)
    {
        for (var n = 0; n < labels.Length; n++)
        {
            if (Outside(n % shape.I, n / shape.I % shape.J, shape, radius))
            {
                labels[n] = 0;
            }
        }
    }

    static bool Outside(int i, int j, Shape shape, double radius)
    {
        var (x, y) = (i - ((shape.I - 1) / 2.0), j - ((shape.J - 1) / 2.0));
        return (x * x) + (y * y) > radius * radius;
    }

    /// <summary>Band-limited grain as from a soft kernel, and sideways streaks where much body lies left and right.</summary>
    void AddNoise(PhantomProtocol protocol, Spacing spacing, int k)
    {
        var seed = CounterRandom.Stream(protocol.NoiseSeed, "scan");
        var start = (ulong)k * (ulong)shape.SliceCount;
        for (var n = 0; n < grain.Length; n++)
        {
            grain[n] = CounterRandom.Bell(seed, start + (ulong)n);
        }

        var sigma = Math.Max(0.4, 0.85 * Math.Max(protocol.BlurMm, 0.35) / spacing.IMm);
        Blur(grain, sigma);
        Standardise(grain);
        grain.CopyTo(streak, 0);
        Sideways(streak, Math.Max(1, (int)(9 / spacing.IMm)));
        Standardise(streak);
        var strength = protocol.NoiseHu * Math.Sqrt(3 / protocol.SliceMm) * Math.Min(1, 1.2 / spacing.IMm);
        for (var j = 0; j < shape.J; j++)
        {
            var line = sum.AsSpan(j * shape.I, shape.I);
            double path = 0;
            foreach (var v in line)
            {
                path += v > -300 ? spacing.IMm * (1 + (v > 250 ? 0.8 : 0)) : 0;
            }

            var (round, flat) = (strength * (0.62 + Math.Min(0.9, path / 850)), strength * Math.Clamp((path - 260) / 420, 0, 0.6));
            for (var i = 0; i < line.Length; i++)
            {
                line[i] += (float)((round * grain[(j * shape.I) + i]) + (flat * streak[(j * shape.I) + i]));
            }
        }
    }

    void Sideways(float[] values, int half)
    {
        for (var j = 0; j < shape.J; j++)
        {
            var line = values.AsSpan(j * shape.I, shape.I);
            var target = scratch.AsSpan(j * shape.I, shape.I);
            var running = 0f;
            for (var i = -half; i < shape.I; i++)
            {
                running += i + half < shape.I ? line[i + half] : 0;
                running -= i - half - 1 >= 0 ? line[i - half - 1] : 0;
                if (i >= 0)
                {
                    target[i] = running;
                }
            }
        }

        scratch.CopyTo(values, 0);
    }

    static void Standardise(float[] values)
    {
        double squares = 0;
        foreach (var v in values)
        {
            squares += v * v;
        }

        var scale = (float)(1 / Math.Sqrt(Math.Max(squares / values.Length, 1e-12)));
        for (var n = 0; n < values.Length; n++)
        {
            values[n] *= scale;
        }
    }

    void Blur(float[] values, double sigma)
    {
        if (sigma < 0.3)
        {
            return;
        }

        var half = (int)Math.Ceiling(2.5 * sigma);
        Span<float> kernel = stackalloc float[(2 * half) + 1];
        float total = 0;
        for (var n = -half; n <= half; n++)
        {
            kernel[n + half] = (float)Math.Exp(-n * n / (2 * sigma * sigma));
            total += kernel[n + half];
        }

        Pass(values, scratch, kernel, total, half, 1, shape.I);
        Pass(scratch, values, kernel, total, half, shape.I, shape.J);
    }

    void Pass(float[] from, float[] to, ReadOnlySpan<float> kernel, float total, int half, int stride, int length)
    {
        to.AsSpan().Clear();
        for (var n = -half; n <= half; n++)
        {
            var w = kernel[n + half] / total;
            for (var j = 0; j < shape.J; j++)
            {
                var line = j * shape.I;
                if (stride == 1)
                {
                    for (var i = 0; i < shape.I; i++)
                    {
                        to[line + i] += w * from[line + Math.Clamp(i + n, 0, length - 1)];
                    }
                }
                else
                {
                    var other = Math.Clamp(j + n, 0, length - 1) * shape.I;
                    for (var i = 0; i < shape.I; i++)
                    {
                        to[line + i] += w * from[other + i];
                    }
                }
            }
        }
    }
}
