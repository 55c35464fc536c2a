namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The weights with which the samples of one axis make the samples of another: a triangle as wide as the coarser of both steps, which interpolates linearly when refining and averages when coarsening.</summary>
sealed class Taps
{
    readonly int[] first;
    readonly float[][] weights;

    Taps(int[] first, float[][] weights) => (this.first, this.weights) = (first, weights);

    public int Count => first.Length;

    public static Taps Between(int count, double spacingMm)
    {
        var target = Math.Max(1, (int)Math.Round(count * spacingMm / SearchGrid.StepMm));
        var first = new int[target];
        var weights = new float[target][];
        var halfWidth = Math.Max(1, SearchGrid.StepMm / spacingMm);
        for (var n = 0; n < target; n++)
        {
            var centre = Math.Clamp(((n + 0.5) * SearchGrid.StepMm / spacingMm) - 0.5, 0, count - 1);
            var from = Math.Max(0, (int)Math.Ceiling(centre - halfWidth));
            var to = Math.Min(count - 1, (int)Math.Floor(centre + halfWidth));
            var w = Enumerable.Range(from, to - from + 1).Select(s => (float)Math.Max(1e-6, 1 - (Math.Abs(s - centre) / halfWidth))).ToArray();
            var sum = w.Sum();
            (first[n], weights[n]) = (from, [.. w.Select(v => v / sum)]);
        }

        return new(first, weights);
    }

    public int First(int target) => first[target];

    public int Last(int target) => first[target] + weights[target].Length - 1;

    public ReadOnlySpan<float> Of(int target, out int firstSample)
    {
        firstSample = first[target];
        return weights[target];
    }
}
