using System.Numerics;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Resampling between grids that are turned against each other by any angle: every target voxel finds its own source voxels.</summary>
static class Oblique
{
    public static Volume<T> Run<T>(Volume<T> source, Grid target, Interpolation interpolation, T outside, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var voxels = new T[target.Shape.Count];
        if (interpolation == Interpolation.CubicBSpline)
        {
            var coefficients = Coefficients(source, cancellationToken);
            SliceLoop.Run(target.Shape.K, k => Slice(coefficients, target, interpolation, outside, k, voxels), cancellationToken);
        }
        else
        {
            SliceLoop.Run(target.Shape.K, k => Slice(source, target, interpolation, outside, k, voxels), cancellationToken);
        }

        return Volume<T>.Adopt(target, voxels);
    }

    /// <summary>The coefficients of the cubic B-spline through the voxels.</summary>
    public static Volume<float> Coefficients<T>(Volume<T> source, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var voxels = new float[source.Shape.Count];
        var shape = source.Shape;
        SliceLoop.Run(
            shape.K,
            k =>
            {
                var from = source.Slice(k);
                var to = voxels.AsSpan(k * shape.SliceCount, shape.SliceCount);
                for (var n = 0; n < to.Length; n++)
                {
                    to[n] = float.CreateSaturating(from[n]);
                }
            },
            cancellationToken);
        BSplinePrefilter.Run(voxels, shape, cancellationToken);
        return Volume<float>.Adopt(source.Grid, voxels);
    }

    static void Slice<TFrom, TTo>(Volume<TFrom> source, Grid target, Interpolation interpolation, TTo outside, int k, TTo[] voxels)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var from = source.Voxels;
        var shape = source.Shape;
        var step = source.Grid.ToVoxel(source.Grid.Origin + (target.Spacing.IMm * target.Orientation.I));
        for (var j = 0; j < target.Shape.J; j++)
        {
            var row = voxels.AsSpan(target.Shape.OffsetOf(0, j, k), target.Shape.I);
            var start = source.Grid.ToVoxel(target.ToPatient(0, j, k));
            for (var i = 0; i < row.Length; i++)
            {
                var (x, y, z) = (start.I + (i * step.I), start.J + (i * step.J), start.K + (i * step.K));
                var isInside = SplineWeights.IsInside(x, shape.I) && SplineWeights.IsInside(y, shape.J) && SplineWeights.IsInside(z, shape.K);
                row[i] = !isInside
                    ? outside
                    : interpolation == Interpolation.Nearest
                        ? TTo.CreateTruncating(from[Nearest(shape, x, y, z)])
                        : Rounding.FromSingle<TTo>((float)Sample(from, shape, interpolation, x, y, z));
            }
        }
    }

    static int Nearest(Shape shape, double x, double y, double z) => shape.OffsetOf(
        SplineWeights.Nearest(x, shape.I),
        SplineWeights.Nearest(y, shape.J),
        SplineWeights.Nearest(z, shape.K));

    static double Sample<T>(ReadOnlySpan<T> from, Shape shape, Interpolation interpolation, double x, double y, double z)
        where T : unmanaged, INumber<T>
    {
        Span<double> wx = stackalloc double[4];
        Span<double> wy = stackalloc double[4];
        Span<double> wz = stackalloc double[4];
        var taps = SplineWeights.Taps(interpolation);
        var i0 = SplineWeights.At(interpolation, x, shape.I, wx);
        var j0 = SplineWeights.At(interpolation, y, shape.J, wy);
        var k0 = SplineWeights.At(interpolation, z, shape.K, wz);
        var sum = 0.0;
        for (var c = 0; c < taps; c++)
        {
            var k = SplineWeights.Border(interpolation, k0 + c, shape.K);
            for (var b = 0; b < taps; b++)
            {
                var (j, weight, rowSum) = (SplineWeights.Border(interpolation, j0 + b, shape.J), wz[c] * wy[b], 0.0);
                for (var a = 0; a < taps; a++)
                {
                    rowSum += wx[a] * double.CreateTruncating(from[shape.OffsetOf(SplineWeights.Border(interpolation, i0 + a, shape.I), j, k)]);
                }

                sum += weight * rowSum;
            }
        }

        return sum;
    }
}
