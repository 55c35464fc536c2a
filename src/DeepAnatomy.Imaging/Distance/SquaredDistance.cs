using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Distance;

/// <summary>The squared Euclidean distance transform: along j (counting), along i and along k (lower envelopes).</summary>
static class SquaredDistance
{
    const int ColumnsAtOnce = 32;
    const int LongestShortReach = 48;

    internal readonly record struct Options(bool Inverted, bool BySlice, double MaxMm);

    public static unsafe void Run(ReadOnlySpan<byte> mask, Shape shape, Spacing spacing, Span<float> target, Options options, CancellationToken cancellationToken)
    {
        if (mask.Length != shape.Count || target.Length != shape.Count)
        {
            throw new ArgumentException($"{mask.Length} and {target.Length} voxels do not fill {shape}.", nameof(mask));
        }

        if (!(options.MaxMm > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxMm, "The largest distance must be positive.");
        }

        fixed (byte* maskStart = mask)
        fixed (float* targetStart = target)
        {
            var from = new PinnedSpan<byte>(maskStart, mask.Length);
            var to = new PinnedSpan<float>(targetStart, target.Length);
            SliceLoop.Run(
                shape.K,
                () => new Scratch(shape, spacing),
                (k, scratch) => Slice(from.Slice(k * shape.SliceCount, shape.SliceCount), to.Slice(k * shape.SliceCount, shape.SliceCount), shape, spacing, options, scratch),
                cancellationToken);
            if (!options.BySlice && shape.K > 1 && Reach(options.MaxMm, spacing.KMm) <= LongestShortReach)
            {
                SliceLoop.Run(
                    shape.J,
                    () => new float[shape.I * shape.K],
                    (j, plane) => NearAcrossSlices(to, j, shape, spacing.KMm * spacing.KMm, (int)Reach(options.MaxMm, spacing.KMm), plane),
                    cancellationToken);
            }
            else if (!options.BySlice && shape.K > 1)
            {
                SliceLoop.Run(shape.J, () => new Scratch(shape, spacing), (j, scratch) => AcrossSlices(to, j, shape, spacing, scratch), cancellationToken);
            }
        }
    }

    static void Slice(ReadOnlySpan<byte> mask, Span<float> target, Shape shape, Spacing spacing, Options options, Scratch scratch)
    {
        var w = (float)(spacing.JMm * spacing.JMm);
        AlongJ(mask, target, shape, options.Inverted);
        for (var n = 0; n < target.Length; n++)
        {
            target[n] = target[n] * target[n] * w;
        }

        var reach = Reach(options.MaxMm, spacing.IMm);
        for (var j = 0; j < shape.J; j++)
        {
            var row = target.Slice(j * shape.I, shape.I);
            if (reach <= LongestShortReach)
            {
                NearAlongRow(row, spacing.IMm * spacing.IMm, (int)reach, scratch.Padded.AsSpan(0, shape.I + (2 * (int)reach)));
                continue;
            }

            var copy = scratch.Row.AsSpan(0, shape.I);
            row.CopyTo(copy);
            scratch.Envelope.Run(copy, row, spacing.IMm * spacing.IMm);
        }
    }

    static void AlongJ(ReadOnlySpan<byte> mask, Span<float> target, Shape shape, bool inverted)
    {
        for (var n = 0; n < target.Length; n++)
        {
            target[n] = (mask[n] != 0) != inverted ? 0 : n < shape.I ? float.PositiveInfinity : target[n - shape.I] + 1;
        }

        for (var n = target.Length - shape.I - 1; n >= 0; n--)
        {
            target[n] = Math.Min(target[n], target[n + shape.I] + 1);
        }
    }

    static void AcrossSlices(PinnedSpan<float> volume, int j, Shape shape, Spacing spacing, Scratch scratch)
    {
        for (var i = 0; i < shape.I; i += ColumnsAtOnce)
        {
            var width = Math.Min(ColumnsAtOnce, shape.I - i);
            for (var k = 0; k < shape.K; k++)
            {
                var row = volume.Slice(shape.OffsetOf(i, j, k), width);
                for (var c = 0; c < width; c++)
                {
                    scratch.Columns[(c * shape.K) + k] = row[c];
                }
            }

            for (var c = 0; c < width; c++)
            {
                var column = scratch.Columns.AsSpan(c * shape.K, shape.K);
                var copy = scratch.Row.AsSpan(0, shape.K);
                column.CopyTo(copy);
                scratch.Envelope.Run(copy, column, spacing.KMm * spacing.KMm);
            }

            for (var k = 0; k < shape.K; k++)
            {
                var row = volume.Slice(shape.OffsetOf(i, j, k), width);
                for (var c = 0; c < width; c++)
                {
                    row[c] = scratch.Columns[(c * shape.K) + k];
                }
            }
        }
    }

    // With a limit, trying the few voxels within it for many positions at once beats the envelope.
    static void NearAlongRow(Span<float> row, double w, int reach, Span<float> padded)
    {
        padded.Fill(float.PositiveInfinity);
        row.CopyTo(padded[reach..]);
        for (var r = 1; r <= reach; r++)
        {
            var rise = (float)(w * r * r);
            RowMath.MinRaised(row, padded[(reach - r)..], rise);
            RowMath.MinRaised(row, padded[(reach + r)..], rise);
        }
    }

    static void NearAcrossSlices(PinnedSpan<float> volume, int j, Shape shape, double w, int reach, float[] plane)
    {
        for (var k = 0; k < shape.K; k++)
        {
            volume.Slice(shape.OffsetOf(0, j, k), shape.I).CopyTo(plane.AsSpan(k * shape.I));
        }

        for (var k = 0; k < shape.K; k++)
        {
            var row = volume.Slice(shape.OffsetOf(0, j, k), shape.I);
            for (var other = Math.Max(0, k - reach); other <= Math.Min(shape.K - 1, k + reach); other++)
            {
                RowMath.MinRaised(row, plane.AsSpan(other * shape.I, shape.I), (float)(w * (other - k) * (other - k)));
            }
        }
    }

    static double Reach(double maxMm, double spacingMm) => Math.Floor((maxMm / spacingMm) + 1e-6);

    sealed class Scratch(Shape shape, Spacing spacing)
    {
        public Spacing Spacing { get; } = spacing;

        public float[] Row { get; } = new float[Math.Max(shape.I, shape.K)];

        public float[] Padded { get; } = new float[shape.I + (2 * LongestShortReach)];

        public float[] Columns { get; } = new float[ColumnsAtOnce * shape.K];

        public ParabolaEnvelope Envelope { get; } = new(Math.Max(shape.I, shape.K));
    }
}
