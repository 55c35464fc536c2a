namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The line on which a field is one half, straight within each cell of four pixel centres.</summary>
static class MarchingSquares
{
    const float Half = 0.5f;

    /// <summary>Length of the line, mm.</summary>
    /// <param name="field">Values at pixel centres, i fastest; below one half along the border.</param>
    /// <param name="width">Pixels along i.</param>
    /// <param name="height">Pixels along j.</param>
    /// <param name="iMm">Distance of pixels along i.</param>
    /// <param name="jMm">Distance of pixels along j.</param>
    /// <param name="points">Receives the ends of the pieces, mm.</param>
    public static double Trace(ReadOnlySpan<float> field, int width, int height, double iMm, double jMm, List<(double X, double Y)> points)
    {
        var lengthMm = 0.0;
        Span<(double X, double Y)> cut = stackalloc (double, double)[4];
        for (var j = 0; j + 1 < height; j++)
        {
            for (var i = 0; i + 1 < width; i++)
            {
                var at = (j * width) + i;
                float a = field[at], b = field[at + 1], c = field[at + width + 1], d = field[at + width];
                var inside = (a >= Half ? 1 : 0) + (b >= Half ? 1 : 0) + (c >= Half ? 1 : 0) + (d >= Half ? 1 : 0);
                if (inside is 0 or 4)
                {
                    continue;
                }

                var count = 0;
                Cut(a, b, (i + At(a, b), j), cut, ref count);
                Cut(b, c, (i + 1, j + At(b, c)), cut, ref count);
                Cut(d, c, (i + At(d, c), j + 1), cut, ref count);
                Cut(a, d, (i, j + At(a, d)), cut, ref count);
                for (var n = 0; n < count; n++)
                {
                    cut[n] = (cut[n].X * iMm, cut[n].Y * jMm);
                    points.Add(cut[n]);
                }

                // A saddle has two pieces; the centre of the cell says which ends belong together.
                lengthMm += count == 2 ? Distance(cut[0], cut[1])
                    : (a >= Half) == (a + b + c + d >= 4 * Half) ? Distance(cut[0], cut[1]) + Distance(cut[2], cut[3])
                    : Distance(cut[0], cut[3]) + Distance(cut[1], cut[2]);
            }
        }

        return lengthMm;
    }

    static void Cut(float from, float to, (double X, double Y) point, Span<(double X, double Y)> cut, ref int count)
    {
        if ((from >= Half) != (to >= Half))
        {
            cut[count++] = point;
        }
    }

    static double At(float from, float to) => from == to ? 0.5 : (Half - from) / (to - from);

    static double Distance((double X, double Y) p, (double X, double Y) q) => double.Hypot(p.X - q.X, p.Y - q.Y);
}
