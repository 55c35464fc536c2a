using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Filtering;

/// <summary>Convolution with a symmetric kernel along each axis in turn; the border voxel is repeated beyond the border.</summary>
static class SeparableConvolution
{
    /// <param name="source">i fastest.</param>
    /// <param name="shape">Of source and target.</param>
    /// <param name="kernels">Per axis the weights at distance 0, 1, …</param>
    /// <param name="target">Receives the result; may be the source.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static unsafe void Run(ReadOnlySpan<float> source, Shape shape, (float[] I, float[] J, float[] K) kernels, Span<float> target, CancellationToken cancellationToken)
    {
        fixed (float* sourceStart = source)
        fixed (float* targetStart = target)
        {
            var from = new PinnedSpan<float>(sourceStart, source.Length);
            var to = new PinnedSpan<float>(targetStart, target.Length);
            SliceLoop.Run(shape.J, () => new float[shape.I * shape.K], (j, plane) => AcrossSlices(from, to, shape, j, kernels.K, plane), cancellationToken);
            SliceLoop.Run(
                shape.K,
                () => new float[Math.Max(shape.SliceCount, shape.I + (2 * kernels.I.Length))],
                (k, scratch) => WithinSlice(to.Slice(k * shape.SliceCount, shape.SliceCount), shape, kernels.I, kernels.J, scratch),
                cancellationToken);
        }
    }

    static void AcrossSlices(PinnedSpan<float> from, PinnedSpan<float> to, Shape shape, int j, float[] kernel, float[] plane)
    {
        for (var k = 0; k < shape.K; k++)
        {
            from.Slice(shape.OffsetOf(0, j, k), shape.I).CopyTo(plane.AsSpan(k * shape.I));
        }

        for (var k = 0; k < shape.K; k++)
        {
            AcrossRows(plane, shape.I, shape.K, k, kernel, to.Slice(shape.OffsetOf(0, j, k), shape.I));
        }
    }

    static void WithinSlice(Span<float> slice, Shape shape, float[] kernelI, float[] kernelJ, float[] scratch)
    {
        slice.CopyTo(scratch);
        for (var j = 0; j < shape.J; j++)
        {
            AcrossRows(scratch, shape.I, shape.J, j, kernelJ, slice.Slice(j * shape.I, shape.I));
        }

        for (var j = 0; j < shape.J; j++)
        {
            var row = slice.Slice(j * shape.I, shape.I);
            AlongRow(row, kernelI, scratch.AsSpan(0, row.Length + (2 * (kernelI.Length - 1))));
        }
    }

    static void AlongRow(Span<float> row, float[] kernel, Span<float> padded)
    {
        var reach = kernel.Length - 1;
        padded[..reach].Fill(row[0]);
        row.CopyTo(padded[reach..]);
        padded[(reach + row.Length)..].Fill(row[^1]);
        row.Clear();
        RowMath.AddScaled(row, padded[reach..], kernel[0]);
        for (var n = 1; n <= reach; n++)
        {
            RowMath.AddScaled(row, padded[(reach - n)..], padded[(reach + n)..], kernel[n]);
        }
    }

    // Row `at` of the result: the weighted sum of the rows around it.
    static void AcrossRows(ReadOnlySpan<float> rows, int width, int count, int at, float[] kernel, Span<float> target)
    {
        var centre = rows.Slice(at * width, width);
        for (var x = 0; x < width; x++)
        {
            target[x] = kernel[0] * centre[x];
        }

        for (var n = 1; n < kernel.Length; n++)
        {
            var a = rows.Slice(Math.Max(0, at - n) * width, width);
            var b = rows.Slice(Math.Min(count - 1, at + n) * width, width);
            RowMath.AddScaled(target, a, b, kernel[n]);
        }
    }
}
