using System.Numerics;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Resampling between grids whose axes are parallel: separable, one axis after the other within each target slice.</summary>
static class AxisAligned
{
    // How far (voxels of the source) the axes may drift apart over the whole target.
    const double Tolerance = 1e-4;

    /// <summary>The plan that turns the source so that its axes run as the target's; false when the grids are oblique to each other.</summary>
    public static bool TryPlan(Grid source, Grid target, out AxisPlan plan)
    {
        plan = AxisPlan.Between(source.AxisCodes, target.AxisCodes);
        var turned = plan.Apply(source);
        for (var axis = 0; axis < 3; axis++)
        {
            var step = Step(turned, target, axis);
            var last = target.Shape.Along(axis) - 1;
            for (var other = 0; other < 3; other++)
            {
                if (other != axis && Math.Abs(step[other]) * last > Tolerance)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <param name="source">Already turned as <see cref="TryPlan"/> says.</param>
    /// <param name="target">The wanted grid.</param>
    /// <param name="interpolation">How values between voxels are found.</param>
    /// <param name="outside">The value beyond the source.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static Volume<T> Run<T>(Volume<T> source, Grid target, Interpolation interpolation, T outside, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var start = source.Grid.ToVoxel(target.Origin);
        var i = Weights(interpolation, source.Grid, target, 0, start.I);
        var j = Weights(interpolation, source.Grid, target, 1, start.J);
        var k = Weights(interpolation, source.Grid, target, 2, start.K);
        var voxels = new T[target.Shape.Count];
        if (interpolation == Interpolation.Nearest)
        {
            SliceLoop.Run(target.Shape.K, n => NearestSlice(source, target.Shape, i, j, k, n, outside, voxels), cancellationToken);
        }
        else if (interpolation == Interpolation.Linear)
        {
            Blend(source, i, j, k, target.Shape, outside, voxels, cancellationToken);
        }
        else
        {
            Blend(Oblique.Coefficients(source, cancellationToken), i, j, k, target.Shape, outside, voxels, cancellationToken);
        }

        return Volume<T>.Adopt(target, voxels);
    }

    static void Blend<TFrom, TTo>(Volume<TFrom> source, AxisWeights i, AxisWeights j, AxisWeights k, Shape shape, TTo outside, TTo[] voxels, CancellationToken cancellationToken)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo> =>
        SliceLoop.Run(
            shape.K,
            () => new SeparableSlice<TFrom, TTo>(source, shape, i, j, k),
            (n, slice) => slice.Run(n, outside, voxels.AsSpan(n * shape.SliceCount, shape.SliceCount)),
            cancellationToken);

    static void NearestSlice<T>(Volume<T> source, Shape shape, AxisWeights i, AxisWeights j, AxisWeights k, int n, T outside, T[] voxels)
        where T : unmanaged
    {
        var from = source.Voxels;
        for (var y = 0; y < shape.J; y++)
        {
            var row = voxels.AsSpan(shape.OffsetOf(0, y, n), shape.I);
            if (!k.IsInside[n] || !j.IsInside[y])
            {
                row.Fill(outside);
                continue;
            }

            var sourceRow = from.Slice(source.Shape.OffsetOf(0, j.Indices(y)[0], k.Indices(n)[0]), source.Shape.I);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = i.IsInside[x] ? sourceRow[i.Indices(x)[0]] : outside;
            }
        }
    }

    static AxisWeights Weights(Interpolation interpolation, Grid source, Grid target, int axis, double start) =>
        AxisWeights.Plan(interpolation, start, Step(source, target, axis)[axis], target.Shape.Along(axis), source.Shape.Along(axis));

    static double[] Step(Grid source, Grid target, int axis)
    {
        var (i, j, k) = source.ToVoxel(source.Origin + (target.Spacing.Along(axis) * target.Orientation.Along(axis)));
        return [i, j, k];
    }
}
