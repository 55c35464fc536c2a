using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>Counts how often each HU occurs.</summary>
sealed class HuCounts
{
    readonly long[] counts = new long[ushort.MaxValue + 1];

    public void AddForeground(ReadOnlySpan<short> hu, ReadOnlySpan<byte> codes)
    {
        for (var n = 0; n < hu.Length; n++)
        {
            if (codes[n] is > 0 and < VoxelCode.MostClasses)
            {
                counts[hu[n] - short.MinValue]++;
            }
        }
    }

    public ForegroundStatistics Statistics()
    {
        long total = 0;
        double sum = 0, squares = 0;
        for (var n = 0; n < counts.Length; n++)
        {
            double hu = n + short.MinValue;
            total += counts[n];
            sum += hu * counts[n];
            squares += hu * hu * counts[n];
        }

        if (total == 0)
        {
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var mean = sum / total;
        return new(total, mean, Math.Sqrt(Math.Max(0, (squares / total) - (mean * mean))), At(0, total), At(0.005, total), At(0.5, total), At(0.995, total), At(1, total));
    }

    /// <summary>The quantile between the two nearest ranks, as numpy's default.</summary>
    double At(double quantile, long total)
    {
        var rank = quantile * (total - 1);
        var low = Ranked((long)rank);
        return low + ((Ranked((long)Math.Ceiling(rank)) - low) * (rank - Math.Floor(rank)));
    }

    double Ranked(long rank)
    {
        for (var n = 0; n < counts.Length; n++)
        {
            rank -= counts[n];
            if (rank < 0)
            {
                return n + short.MinValue;
            }
        }

        return short.MaxValue;
    }
}
