namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The middles of the discs along the straightened spine, from foot to head, in planes (mm), and how clear each of them is.</summary>
/// <param name="At">Plane of each disc's middle.</param>
/// <param name="Clearness">For each disc how deep its valley is compared with what is usual in this spine; about 1 for a clear disc, 0 for none.</param>
sealed record Discs(int[] At, double[] Clearness);

/// <summary>Finds the discs: valleys between two end plates, in the rhythm of vertebrae of plausible height, each with pedicles at its upper half.</summary>
/// <remarks>Exact by dynamic programming over (place of a disc, distance to the next). The rhythm carries it over collapsed discs, metal and fused levels.</remarks>
static class DiscFinder
{
    /// <summary>Distances of neighbouring discs, mm: T9/T10 of a small woman (body 17 + disc 3) to L4 of a tall man (31 + 15); SEMANTICS.md L5.</summary>
    const int LeastMm = 19, MostMm = 47;

    /// <summary>Usual distance and its spread over people and levels.</summary>
    const double UsualMm = 33, SpreadMm = 6;

    /// <summary>How much neighbouring vertebrae differ in height (spread).</summary>
    const double NeighbourSpreadMm = 3.5;

    public static Discs Find(SpineProfile profile)
    {
        var count = profile.BodyHu.Length;
        var valley = Valleys(profile.BodyHu);
        var pedicle = Normalised(Signals.Gaussian(profile.PedicleHu, 2));
        var lengths = MostMm - LeastMm + 1;
        var (value, from) = (new double[count, lengths], new int[count, lengths]);
        var (bestValue, bestAt, bestLength) = (double.MinValue, -1, -1);
        for (var at = LeastMm; at < count; at++)
        {
            for (var n = 0; n < lengths; n++)
            {
                var below = at - LeastMm - n;
                if (below < 0)
                {
                    break;
                }

                (value[at, n], from[at, n]) = Continue(value, below, n, lengths);
                value[at, n] += Uncovered(from[at, n] < 0, below, valley[below]) + valley[at] + Vertebra(pedicle, below, LeastMm + n);
                var total = value[at, n] - (0.03 * Math.Max(0, count - 1 - at - MostMm));
                if (total > bestValue)
                {
                    (bestValue, bestAt, bestLength) = (total, at, n);
                }
            }
        }

        return bestAt < 0 ? Single(valley) : Collect(from, bestAt, bestLength, valley);
    }

    // The best vertebra below that ends where this one begins, or none.
    static (double Value, int From) Continue(double[,] value, int at, int length, int lengths)
    {
        var (best, from) = (0.0, -1);
        for (var other = 0; other < lengths && at - LeastMm - other >= 0; other++)
        {
            var change = (length - other) / NeighbourSpreadMm;
            var candidate = value[at, other] - (0.25 * change * change);
            if (candidate > best)
            {
                (best, from) = (candidate, other);
            }
        }

        return (best, from);
    }

    // The first disc of a chain counts itself and pays for what lies below it unexplained.
    static double Uncovered(bool isFirst, int at, double valley) => isFirst ? valley - (0.015 * Math.Max(0, at - MostMm)) : 0;

    // A vertebra between two discs: of usual height, with pedicles in its upper half and foramina at its lower border.
    static double Vertebra(double[] pedicle, int below, int lengthMm)
    {
        var high = Mean(pedicle, below + (0.45 * lengthMm), below + (0.75 * lengthMm));
        var low = Mean(pedicle, below - (0.1 * lengthMm), below + (0.15 * lengthMm));
        var unusual = (lengthMm - UsualMm) / SpreadMm;
        return (0.8 * (high - low)) - (0.15 * unusual * unusual);
    }

    static double Mean(double[] signal, double from, double to)
    {
        var (first, last) = (Math.Clamp((int)Math.Round(from), 0, signal.Length - 1), Math.Clamp((int)Math.Round(to), 0, signal.Length - 1));
        return signal.AsSpan(first, last - first + 1).ToArray().Average();
    }

    // Depth of the valley between the higher places up to 9 mm below and above, in units of what the deep valleys of this spine have.
    static double[] Valleys(double[] bodyHu)
    {
        var smooth = Signals.Gaussian(bodyHu, 1.2);
        var depth = new double[smooth.Length];
        for (var s = 0; s < smooth.Length; s++)
        {
            var (below, above) = (double.MinValue, double.MinValue);
            for (var d = 3; d <= 9; d++)
            {
                below = Math.Max(below, smooth[Math.Max(0, s - d)]);
                above = Math.Max(above, smooth[Math.Min(smooth.Length - 1, s + d)]);
            }

            depth[s] = Math.Min(below, above) - smooth[s];
        }

        var deep = depth.Where(d => d > 0).Order().ToArray();
        var scale = Math.Max(25, deep.Length == 0 ? 0 : deep[(int)(0.85 * (deep.Length - 1))]);
        return [.. depth.Select(d => Math.Clamp(d / scale, -0.5, 1.25))];
    }

    static double[] Normalised(double[] signal)
    {
        var sorted = signal.Order().ToArray();
        var (low, high) = (sorted[sorted.Length / 10], sorted[sorted.Length * 9 / 10]);
        var range = Math.Max(60, high - low);
        return [.. signal.Select(v => Math.Clamp((v - low) / range, 0, 1))];
    }

    static Discs Collect(int[,] from, int at, int length, double[] valley)
    {
        var found = new List<int> { at };
        while (length >= 0)
        {
            var below = at - LeastMm - length;
            found.Add(below);
            (at, length) = (below, from[at, length]);
        }

        found.Reverse();
        return new([.. found], [.. found.Select(s => valley[s])]);
    }

    // Too short for two discs: the clearest valley, if there is one.
    static Discs Single(double[] valley)
    {
        var best = Array.IndexOf(valley, valley.Max());
        return valley[best] > 0.5 ? new([best], [valley[best]]) : new([], []);
    }
}
