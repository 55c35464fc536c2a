using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Least and greatest finite value of a span, with vectors.</summary>
/// <param name="Min">+∞ where none is finite.</param>
/// <param name="Max">−∞ where none is finite.</param>
/// <param name="NonFinite">Values that are NaN or infinite.</param>
readonly record struct Extremes(double Min, double Max, int NonFinite)
{
    public static Extremes Of(ReadOnlySpan<double> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        var finite = 0;
        var at = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 2 * Vector256<double>.Count)
        {
            (min, max, finite, at) = Wide(values);
        }

        for (; at < values.Length; at++)
        {
            if (double.IsFinite(values[at]))
            {
                min = Math.Min(min, values[at]);
                max = Math.Max(max, values[at]);
                finite++;
            }
        }

        return new(min, max, values.Length - finite);
    }

    /// <summary>Index of the first value equal to <paramref name="sought"/>; −1 where there is none.</summary>
    public static int IndexOf(ReadOnlySpan<double> values, double sought)
    {
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var wanted = Vector256.Create(sought);
            ref var start = ref MemoryMarshal.GetReference(values);
            for (; at <= values.Length - Vector256<double>.Count; at += Vector256<double>.Count)
            {
                var hits = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at), wanted).ExtractMostSignificantBits();
                if (hits != 0)
                {
                    return at + BitOperations.TrailingZeroCount(hits);
                }
            }
        }

        for (; at < values.Length; at++)
        {
            if (values[at] == sought)
            {
                return at;
            }
        }

        return -1;
    }

    // Two accumulators, since each step waits for the one before it. What is not finite is replaced by what changes nothing.
    static (double Min, double Max, int Finite, int Done) Wide(ReadOnlySpan<double> values)
    {
        var most = Vector256.Create(double.PositiveInfinity);
        Vector256<double> min0 = most, min1 = most, max0 = -most, max1 = -most;
        Vector256<long> finite0 = default, finite1 = default;
        ref var start = ref MemoryMarshal.GetReference(values);
        var at = 0;
        for (; at <= values.Length - 8; at += 8)
        {
            var a = Vector256.LoadUnsafe(ref start, (nuint)at);
            var b = Vector256.LoadUnsafe(ref start, (nuint)at + 4);
            var isA = Vector256.LessThan(Vector256.Abs(a), most);
            var isB = Vector256.LessThan(Vector256.Abs(b), most);
            finite0 -= isA.AsInt64();
            finite1 -= isB.AsInt64();
            min0 = Vector256.MinNative(min0, Vector256.ConditionalSelect(isA, a, most));
            min1 = Vector256.MinNative(min1, Vector256.ConditionalSelect(isB, b, most));
            max0 = Vector256.MaxNative(max0, Vector256.ConditionalSelect(isA, a, -most));
            max1 = Vector256.MaxNative(max1, Vector256.ConditionalSelect(isB, b, -most));
        }

        var min = Vector256.MinNative(min0, min1);
        var max = Vector256.MaxNative(max0, max1);
        double least = min[0], greatest = max[0];
        for (var lane = 1; lane < 4; lane++)
        {
            least = Math.Min(least, min[lane]);
            greatest = Math.Max(greatest, max[lane]);
        }

        return (least, greatest, (int)Vector256.Sum(finite0 + finite1), at);
    }
}
