using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Turns voxel values into the coefficients of the cubic B-spline that passes through them, mirrored at the outermost centres (Unser 1999).</summary>
static class BSplinePrefilter
{
    static readonly double Pole = Math.Sqrt(3) - 2;

    /// <summary>In place, along all axes that have more than one voxel.</summary>
    public static unsafe void Run(Span<float> voxels, Shape shape, CancellationToken cancellationToken)
    {
        fixed (float* start = voxels)
        {
            var all = new PinnedSpan<float>(start, voxels.Length);
            SliceLoop.Run(
                shape.K,
                k =>
                {
                    for (var j = 0; j < shape.J; j++)
                    {
                        Line(all.Slice(shape.OffsetOf(0, j, k), shape.I), shape.I, 1, 1);
                    }

                    Line(all.Slice(shape.OffsetOf(0, 0, k), shape.SliceCount), shape.J, shape.I, shape.I);
                },
                cancellationToken);
            SliceLoop.Run(shape.J, j => Line(all.Slice(j * shape.I, shape.Count - (j * shape.I)), shape.K, shape.SliceCount, shape.I), cancellationToken);
        }
    }

    // Filters `width` neighbouring lines at once: line c has its voxels at c + n × stride.
    static void Line(Span<float> v, int count, int stride, int width)
    {
        if (count == 1)
        {
            return;
        }

        var z = Pole;
        for (var c = 0; c < width; c++)
        {
            // Sum over the mirrored signal, exact for its whole period.
            var (zn, z2n) = (z, Math.Pow(z, count - 1));
            var sum = v[c] + (z2n * v[c + ((count - 1) * stride)]);
            z2n *= z2n / z;
            for (var n = 1; n < count - 1; n++)
            {
                sum += (zn + z2n) * v[c + (n * stride)];
                zn *= z;
                z2n /= z;
            }

            var previous = 6 * sum / (1 - (zn * zn));
            v[c] = (float)previous;
            for (var n = 1; n < count; n++)
            {
                previous = (6 * v[c + (n * stride)]) + (z * previous);
                v[c + (n * stride)] = (float)previous;
            }

            var last = c + ((count - 1) * stride);
            previous = z / ((z * z) - 1) * (v[last] + (z * v[last - stride]));
            v[last] = (float)previous;
            for (var n = count - 2; n >= 0; n--)
            {
                previous = z * (previous - v[c + (n * stride)]);
                v[c + (n * stride)] = (float)previous;
            }
        }
    }
}
