namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>A smooth random field over space, periodic with 64 cells, mean 0 and standard deviation about 1: makes outlines wobble and tissue grainy.</summary>
sealed class SmoothNoise
{
    const int Size = 64;
    const int Bits = Size - 1;
    readonly float[] cells;

    public SmoothNoise(ulong seed)
    {
        var (a, b) = (new float[Size * Size * Size], new float[Size * Size * Size]);
        for (var n = 0; n < a.Length; n++)
        {
            a[n] = CounterRandom.Bell(seed, (ulong)n);
        }

        Smooth(a, b, 1);
        Smooth(b, a, Size);
        Smooth(a, b, Size * Size);
        Standardise(b);
        cells = b;
    }

    /// <summary>The field at a position in cells.</summary>
    public float At(float x, float y, float z)
    {
        var (fx, fy, fz) = (MathF.Floor(x), MathF.Floor(y), MathF.Floor(z));
        var (u, v, w) = (x - fx, y - fy, z - fz);
        var (x0, y0, z0) = ((int)fx & Bits, (int)fy & Bits, (int)fz & Bits);
        var x1 = (x0 + 1) & Bits;
        var (r00, r10) = (((z0 * Size) + y0) * Size, ((z0 * Size) + ((y0 + 1) & Bits)) * Size);
        z0 = (z0 + 1) & Bits;
        var (r01, r11) = (((z0 * Size) + y0) * Size, ((z0 * Size) + ((y0 + 1) & Bits)) * Size);
        var c = cells;
        var a = c[r00 + x0] + (u * (c[r00 + x1] - c[r00 + x0]));
        var b = c[r10 + x0] + (u * (c[r10 + x1] - c[r10 + x0]));
        var d = c[r01 + x0] + (u * (c[r01 + x1] - c[r01 + x0]));
        var e = c[r11 + x0] + (u * (c[r11 + x1] - c[r11 + x0]));
        a += v * (b - a);
        d += v * (e - d);
        return a + (w * (d - a));
    }

    static void Smooth(float[] from, float[] to, int stride)
    {
        for (var n = 0; n < from.Length; n++)
        {
            var at = (n / stride) & Bits;
            var line = n - (at * stride);
            float Cell(int offset) => from[line + (((at + offset) & Bits) * stride)];
            to[n] = ((6 * Cell(0)) + (4 * (Cell(-1) + Cell(1))) + Cell(-2) + Cell(2)) / 16;
        }
    }

    static void Standardise(float[] values)
    {
        double sum = 0, squares = 0;
        foreach (var v in values)
        {
            sum += v;
            squares += v * v;
        }

        var mean = sum / values.Length;
        var scale = 1 / Math.Sqrt((squares / values.Length) - (mean * mean));
        for (var n = 0; n < values.Length; n++)
        {
            values[n] = (float)((values[n] - mean) * scale);
        }
    }
}
