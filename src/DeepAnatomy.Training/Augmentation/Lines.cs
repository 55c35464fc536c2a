using System.Numerics;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Work along one axis of a channel; along j and k whole rows are combined, so that all of it is vector arithmetic.</summary>
static class Lines
{
    /// <summary>Convolves along an axis with an odd number of weights; the border is repeated.</summary>
    public static void Convolve(Patch patch, Span<float> channel, int axis, ReadOnlySpan<float> weights)
    {
        var (count, stride) = Axis(patch, axis);
        if (count == 1)
        {
            return;
        }

        var source = patch.Spare.AsSpan();
        channel.CopyTo(source);
        var radius = weights.Length / 2;
        if (axis == 0)
        {
            Span<float> padded = new float[count + (2 * radius)];
            for (var start = 0; start < channel.Length; start += count)
            {
                source.Slice(start, count).CopyTo(padded[radius..]);
                padded[..radius].Fill(source[start]);
                padded[(radius + count)..].Fill(source[start + count - 1]);
                var row = channel.Slice(start, count);
                row.Clear();
                for (var w = 0; w < weights.Length; w++)
                {
                    AddScaled(row, padded[w..], weights[w]);
                }
            }

            return;
        }

        for (var line = 0; line < channel.Length / stride; line++)
        {
            var at = line % count;
            var row = channel.Slice(line * stride, stride);
            row.Clear();
            for (var w = 0; w < weights.Length; w++)
            {
                var from = line - at + Math.Clamp(at + w - radius, 0, count - 1);
                AddScaled(row, source.Slice(from * stride, stride), weights[w]);
            }
        }
    }

    /// <summary>Makes every voxel of a line of two others.</summary>
    public static void Blend(Patch patch, Span<float> channel, int axis, ReadOnlySpan<(int Low, int High, float Weight)> plan)
    {
        var (count, stride) = Axis(patch, axis);
        if (count == 1)
        {
            return;
        }

        var source = patch.Spare.AsSpan();
        channel.CopyTo(source);
        if (axis == 0)
        {
            for (var start = 0; start < channel.Length; start += count)
            {
                for (var x = 0; x < count; x++)
                {
                    var (low, high, weight) = plan[x];
                    channel[start + x] = source[start + low] + (weight * (source[start + high] - source[start + low]));
                }
            }

            return;
        }

        for (var line = 0; line < channel.Length / stride; line++)
        {
            var at = line % count;
            var row = channel.Slice(line * stride, stride);
            var (low, high, weight) = plan[at];
            row.Clear();
            AddScaled(row, source.Slice((line - at + low) * stride, stride), 1 - weight);
            AddScaled(row, source.Slice((line - at + high) * stride, stride), weight);
        }
    }

    static (int Count, int Stride) Axis(Patch patch, int axis) => axis switch
    {
        0 => (patch.Width, 1),
        1 => (patch.Height, patch.Width),
        _ => (patch.Depth, patch.Width * patch.Height),
    };

    static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        var n = 0;
        for (; n <= target.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            (new Vector<float>(target[n..]) + (new Vector<float>(source[n..]) * factor)).CopyTo(target[n..]);
        }

        for (; n < target.Length; n++)
        {
            target[n] += source[n] * factor;
        }
    }
}
