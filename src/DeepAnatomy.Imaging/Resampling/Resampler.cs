using System.Numerics;
using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Puts the voxels of a volume onto another grid.</summary>
/// <remarks>
/// A voxel covers half a spacing around its centre: a target centre within that reach of the outermost voxels takes the value at the border;
/// beyond it, the outside value. Integer types are rounded and saturate. The result does not depend on the number of threads.
/// </remarks>
public static class Resampler
{
    /// <summary>The values of a volume at the voxel centres of another grid, whatever the orientation of both.</summary>
    /// <param name="volume">The source.</param>
    /// <param name="target">Where values are wanted.</param>
    /// <param name="interpolation">How values between voxels are found.</param>
    /// <param name="outside">The value beyond the source.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static Volume<T> ToGrid<T>(Volume<T> volume, Grid target, Interpolation interpolation, T outside, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        var sampler = AxisAligned.TryPlan(volume.Grid, target, out var plan)
            ? AxisAligned.Run(Reorientation.Apply(volume, plan), target, interpolation, outside, cancellationToken)
            : Oblique.Run(volume, target, interpolation, outside, cancellationToken);
        return sampler;
    }

    /// <summary>The same part of the patient with another spacing; the axes keep their directions and the middle stays in place.</summary>
    /// <param name="volume">The source.</param>
    /// <param name="spacing">The wanted spacing, met exactly; the number of voxels is rounded.</param>
    /// <param name="interpolation">How values between voxels are found.</param>
    /// <param name="outside">The value beyond the source (not reached except by rounding).</param>
    /// <param name="antiAlias">Whether to smooth along axes that become coarser, with the Gaussian that turns the old resolution into the new (Cardoso et al. 2015).</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static Volume<T> ToSpacing<T>(Volume<T> volume, Spacing spacing, Interpolation interpolation, T outside, bool antiAlias = false, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        var target = GridWith(volume.Grid, spacing);
        if (antiAlias)
        {
            var old = volume.Grid.Spacing;
            var (i, j, k) = (AntiAliasSigma(old.IMm, spacing.IMm), AntiAliasSigma(old.JMm, spacing.JMm), AntiAliasSigma(old.KMm, spacing.KMm));
            if (i > 0 || j > 0 || k > 0)
            {
                var smooth = GaussianFilter.Smooth(Converted<T, float>(volume), i, j, k, cancellationToken);
                return Converted<float, T>(ToGrid(smooth, target, interpolation, float.CreateSaturating(outside), cancellationToken));
            }
        }

        return ToGrid(volume, target, interpolation, outside, cancellationToken);
    }

    /// <summary>The grid that <see cref="ToSpacing"/> uses: the same middle and directions, the given spacing, as many voxels as fit (rounded, at least one).</summary>
    public static Grid GridWith(Grid grid, Spacing spacing)
    {
        var shape = new Shape(
            Count(grid.Shape.I, grid.Spacing.IMm, spacing.IMm),
            Count(grid.Shape.J, grid.Spacing.JMm, spacing.JMm),
            Count(grid.Shape.K, grid.Spacing.KMm, spacing.KMm));
        var origin = grid.ToPatient(
            First(grid.Shape.I, shape.I, spacing.IMm / grid.Spacing.IMm),
            First(grid.Shape.J, shape.J, spacing.JMm / grid.Spacing.JMm),
            First(grid.Shape.K, shape.K, spacing.KMm / grid.Spacing.KMm));
        return new(shape, spacing, origin, grid.Orientation);
    }

    /// <summary>A window of the volume; what lies outside is padded. Every voxel keeps its place in the patient.</summary>
    /// <param name="volume">The source.</param>
    /// <param name="start">The first voxel of the window; may be negative.</param>
    /// <param name="shape">Voxels of the window.</param>
    /// <param name="outside">The value of the padding.</param>
    public static Volume<T> Crop<T>(Volume<T> volume, (int I, int J, int K) start, Shape shape, T outside)
        where T : unmanaged
    {
        var target = new T[shape.Count];
        var memory = volume.Memory;
        var source = volume.Shape;
        var (first, end) = (Math.Clamp(-(long)start.I, 0, shape.I), Math.Clamp((long)source.I - start.I, 0, shape.I));
        SliceLoop.Run(shape.K, k =>
        {
            var slice = target.AsSpan(k * shape.SliceCount, shape.SliceCount);
            slice.Fill(outside);
            var from = k + (long)start.K;
            for (var j = 0; j < shape.J && from >= 0 && from < source.K && end > first; j++)
            {
                var row = j + (long)start.J;
                if (row >= 0 && row < source.J)
                {
                    memory.Span.Slice(source.OffsetOf((int)(start.I + first), (int)row, (int)from), (int)(end - first)).CopyTo(slice[((j * shape.I) + (int)first)..]);
                }
            }
        });
        return Volume<T>.Adopt(volume.Grid.Window(start.I, start.J, start.K, shape), target);
    }

    /// <summary>The volume with voxels of another type; integers are rounded and saturate.</summary>
    internal static Volume<TTo> Converted<TFrom, TTo>(Volume<TFrom> volume)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
        {
            return (Volume<TTo>)(object)volume;
        }

        var (shape, target) = (volume.Shape, new TTo[volume.Shape.Count]);
        SliceLoop.Run(shape.K, k =>
        {
            var from = volume.Slice(k);
            var to = target.AsSpan(k * shape.SliceCount, shape.SliceCount);
            for (var n = 0; n < to.Length; n++)
            {
                to[n] = Rounding.FromSingle<TTo>(float.CreateSaturating(from[n]));
            }
        });
        return Volume<TTo>.Adopt(volume.Grid, target);
    }

    static int Count(int count, double oldMm, double newMm) => (int)Math.Clamp(Math.Round(count * oldMm / newMm), 1, int.MaxValue);

    static double First(int oldCount, int newCount, double ratio) => ((oldCount - 1) - ((newCount - 1) * ratio)) / 2;

    // Both resolutions seen as Gaussians whose full width at half maximum is the spacing.
    static double AntiAliasSigma(double oldMm, double newMm) =>
        newMm > oldMm ? Math.Sqrt((newMm * newMm) - (oldMm * oldMm)) / (2 * Math.Sqrt(2 * Math.Log(2))) : 0;
}
