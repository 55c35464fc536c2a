namespace DeepAnatomy.Imaging.Distance;

/// <summary>The lower envelope of parabolas along one line: min over v of g(v) + w (x − v)², in linear time.</summary>
/// <param name="maxLength">The longest line; the working memory is made once.</param>
sealed class ParabolaEnvelope(int maxLength)
{
    readonly int[] site = new int[maxLength];
    readonly int[] start = new int[maxLength];

    /// <param name="g">Height of the parabola at every position; +∞ where there is none.</param>
    /// <param name="target">Receives the envelope; +∞ everywhere when there is no parabola. Must not overlap <paramref name="g"/>.</param>
    /// <param name="w">Squared distance of neighbours.</param>
    public void Run(ReadOnlySpan<float> g, Span<float> target, double w)
    {
        var count = Build(g, 0.5 / w);
        if (count == 0)
        {
            target.Fill(float.PositiveInfinity);
            return;
        }

        for (var c = 0; c < count; c++)
        {
            var (v, end) = (site[c], c + 1 < count ? start[c + 1] : g.Length);
            var height = g[v];
            for (var x = start[c]; x < end; x++)
            {
                target[x] = height + (float)(w * (x - v) * (x - v));
            }
        }
    }

    // The parabola of q lies below the one of v < q right of their crossing; intervals begin at whole positions, so no rounding can lose one.
    int Build(ReadOnlySpan<float> g, double halfInverse)
    {
        var count = 0;
        for (var q = 0; q < g.Length; q++)
        {
            if (float.IsPositiveInfinity(g[q]))
            {
                continue;
            }

            var first = 0.0;
            while (count > 0)
            {
                var v = site[count - 1];
                first = Math.Floor((0.5 * (q + v)) + (((double)g[q] - g[v]) * halfInverse / (q - v))) + 1;
                if (first > start[count - 1])
                {
                    break;
                }

                count--;
                first = 0;
            }

            if (first < g.Length)
            {
                (site[count], start[count]) = (q, (int)first);
                count++;
            }
        }

        return count;
    }
}
