using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Tests.Tissues;

/// <summary>Overlap of labels within a range of slices.</summary>
static class Dice
{
    public static double Of(LabelMap found, ushort[] foundValues, LabelMap truth, ushort[] trueValues, int fromK, int toK)
    {
        long a = 0, b = 0, both = 0;
        for (var k = Math.Max(0, fromK); k <= Math.Min(truth.Shape.K - 1, toK); k++)
        {
            var (f, t) = (found.Voxels.Slice(k).ToArray(), truth.Voxels.Slice(k).ToArray());
            for (var n = 0; n < f.Length; n++)
            {
                var (inFound, inTruth) = (foundValues.Contains(f[n]), trueValues.Contains(t[n]));
                (a, b, both) = (a + (inFound ? 1 : 0), b + (inTruth ? 1 : 0), both + (inFound && inTruth ? 1 : 0));
            }
        }

        return a + b == 0 ? double.NaN : 2.0 * both / (a + b);
    }
}
