using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Weighted means with a symmetric window, of the finite values in it.</summary>
static class GaussianSmoothing
{
    /// <param name="values">Values.</param>
    /// <param name="weights">Weight by distance, from 0 on.</param>
    public static double[] Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var clean = new double[values.Length];
        var present = new double[values.Length];
        for (var n = 0; n < values.Length; n++)
        {
            if (double.IsFinite(values[n]))
            {
                (clean[n], present[n]) = (values[n], 1);
            }
        }

        var kernel = Mirrored(weights);
        var smooth = new double[values.Length];
        for (var n = 0; n < values.Length; n++)
        {
            if (!double.IsFinite(values[n]))
            {
                smooth[n] = values[n];
                continue;
            }

            var from = Math.Max(0, n - weights.Length + 1);
            var to = Math.Min(values.Length, n + weights.Length);
            var window = kernel.AsSpan(from - n + weights.Length - 1, to - from);
            smooth[n] = Dot(clean.AsSpan(from, to - from), window) / Dot(present.AsSpan(from, to - from), window);
        }

        return smooth;
    }

    static double[] Mirrored(ReadOnlySpan<double> weights)
    {
        var kernel = new double[(2 * weights.Length) - 1];
        for (var n = 0; n < weights.Length; n++)
        {
            kernel[weights.Length - 1 + n] = kernel[weights.Length - 1 - n] = weights[n];
        }

        return kernel;
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = Vector256<double>.Zero;
        ref var startA = ref MemoryMarshal.GetReference(a);
        ref var startB = ref MemoryMarshal.GetReference(b);
        var at = 0;
        for (; at <= a.Length - 4; at += 4)
        {
            sum += Vector256.LoadUnsafe(ref startA, (nuint)at) * Vector256.LoadUnsafe(ref startB, (nuint)at);
        }

        var total = Vector256.Sum(sum);
        for (; at < a.Length; at++)
        {
            total += a[at] * b[at];
        }

        return total;
    }
}
