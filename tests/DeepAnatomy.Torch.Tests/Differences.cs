using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Torch.Tests;

/// <summary>How far arrays are apart.</summary>
static class Differences
{
    /// <summary>The largest absolute difference; shapes must be the same. Two NaN, or the same infinity, are 0 apart.</summary>
    public static double Largest(NdArray expected, NdArray actual)
    {
        Assert.Equal(expected.Shape.AsEnumerable(), actual.Shape);
        var worst = 0.0;
        for (var index = 0; index < expected.Count; index++)
        {
            var (e, a) = (expected[index], actual[index]);
            var difference = e.Equals(a) ? 0 : Math.Abs(e - a);
            worst = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(worst, difference);
        }

        return worst;
    }
}
