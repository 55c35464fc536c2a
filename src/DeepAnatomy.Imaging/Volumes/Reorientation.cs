using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Volumes;

/// <summary>Permutes and flips the axes of a volume so that they follow given patient directions; no voxel value or position changes.</summary>
public static class Reorientation
{
    /// <summary>The axes all analyses of this product work on: i to the patient's left, j to the back, k to the head.</summary>
    public const string Canonical = "LPS";

    /// <summary>Reorders the voxels so that <see cref="Grid.AxisCodes"/> becomes <paramref name="axisCodes"/>.</summary>
    /// <param name="volume">Any orientation; an oblique one stays as oblique as it is.</param>
    /// <param name="axisCodes">Three letters, one each of L/R, P/A, S/I.</param>
    /// <returns>The volume itself when its axes already follow the codes.</returns>
    /// <exception cref="ArgumentException">The codes do not name each patient axis once.</exception>
    public static Volume<T> ToAxes<T>(this Volume<T> volume, string axisCodes = Canonical)
        where T : unmanaged
    {
        var plan = AxisPlan.Between(volume.Grid.AxisCodes, axisCodes);
        return plan.IsIdentity ? volume : Apply(volume, plan);
    }

    /// <summary>Permutes and flips as <paramref name="plan"/> says.</summary>
    public static Volume<T> Apply<T>(Volume<T> volume, AxisPlan plan)
        where T : unmanaged
    {
        var source = volume.Shape;
        ReadOnlySpan<int> strides = [1, source.I, source.I * source.J];
        var grid = plan.Apply(volume.Grid);
        var shape = grid.Shape;
        int s0 = strides[plan.Source(0)], s1 = strides[plan.Source(1)], s2 = strides[plan.Source(2)];
        var start = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            if (plan.IsFlipped(axis))
            {
                start += strides[plan.Source(axis)] * (shape.Along(axis) - 1);
            }
        }

        (s0, s1, s2) = (plan.IsFlipped(0) ? -s0 : s0, plan.IsFlipped(1) ? -s1 : s1, plan.IsFlipped(2) ? -s2 : s2);
        var target = new T[shape.Count];
        var memory = volume.Memory;
        Parallel.For(0, shape.K, k =>
        {
            var from = memory.Span;
            for (var j = 0; j < shape.J; j++)
            {
                var row = target.AsSpan(shape.OffsetOf(0, j, k), shape.I);
                var at = start + (k * s2) + (j * s1);
                if (s0 == 1)
                {
                    from.Slice(at, shape.I).CopyTo(row);
                }
                else if (s0 == -1)
                {
                    from.Slice(at - shape.I + 1, shape.I).CopyTo(row);
                    row.Reverse();
                }
                else
                {
                    for (var i = 0; i < row.Length; i++, at += s0)
                    {
                        row[i] = from[at];
                    }
                }
            }
        });
        return Volume<T>.Adopt(grid, target);
    }
}
