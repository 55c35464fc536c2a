using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Filtering;

/// <summary>Running means along each axis in turn. Sums are kept in double precision, so they do not drift.</summary>
static class RunningMean
{
    public static unsafe void Run(ReadOnlySpan<float> source, Shape shape, (int I, int J, int K) radius, Span<float> target, CancellationToken cancellationToken)
    {
        fixed (float* sourceStart = source)
        fixed (float* targetStart = target)
        {
            var from = new PinnedSpan<float>(sourceStart, source.Length);
            var to = new PinnedSpan<float>(targetStart, target.Length);
            SliceLoop.Run(
                shape.K,
                () => (Copy: new float[shape.SliceCount], Sum: new double[shape.I]),
                (k, scratch) =>
                {
                    var slice = to.Slice(k * shape.SliceCount, shape.SliceCount);
                    for (var j = 0; j < shape.J; j++)
                    {
                        AlongRow(from.Slice(shape.OffsetOf(0, j, k), shape.I), scratch.Copy.AsSpan(j * shape.I, shape.I), radius.I);
                    }

                    AcrossRows(scratch.Copy, slice, shape.I, shape.I, shape.J, radius.J, scratch.Sum);
                },
                cancellationToken);
            SliceLoop.Run(
                shape.J,
                () => (Copy: new float[shape.I * shape.K], Sum: new double[shape.I]),
                (j, scratch) =>
                {
                    for (var k = 0; k < shape.K; k++)
                    {
                        to.Slice(shape.OffsetOf(0, j, k), shape.I).CopyTo(scratch.Copy.AsSpan(k * shape.I));
                    }

                    AcrossRows(scratch.Copy, to.Slice(j * shape.I, shape.Count - (j * shape.I)), shape.I, shape.SliceCount, shape.K, radius.K, scratch.Sum);
                },
                cancellationToken);
        }
    }

    static void AlongRow(ReadOnlySpan<float> from, Span<float> to, int radius)
    {
        var (last, inverse, sum) = (from.Length - 1, 1.0 / ((2 * radius) + 1), 0.0);
        for (var n = -radius; n <= radius; n++)
        {
            sum += from[Math.Clamp(n, 0, last)];
        }

        for (var i = 0; i <= last; i++)
        {
            to[i] = (float)(sum * inverse);
            sum += from[Math.Min(last, i + radius + 1)] - (double)from[Math.Max(0, i - radius)];
        }
    }

    static void AcrossRows(ReadOnlySpan<float> from, Span<float> to, int width, int targetStride, int count, int radius, double[] sum)
    {
        var inverse = 1.0 / ((2 * radius) + 1);
        Array.Clear(sum);
        for (var n = -radius; n <= radius; n++)
        {
            var row = from.Slice(Math.Clamp(n, 0, count - 1) * width, width);
            for (var x = 0; x < width; x++)
            {
                sum[x] += row[x];
            }
        }

        for (var y = 0; y < count; y++)
        {
            var enter = from.Slice(Math.Min(count - 1, y + radius + 1) * width, width);
            var leave = from.Slice(Math.Max(0, y - radius) * width, width);
            var row = to.Slice(y * targetStride, width);
            for (var x = 0; x < width; x++)
            {
                row[x] = (float)(sum[x] * inverse);
                sum[x] += enter[x] - (double)leave[x];
            }
        }
    }
}
