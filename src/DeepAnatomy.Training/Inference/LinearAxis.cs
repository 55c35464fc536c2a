using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Training.Inference;

/// <summary>The two places of a source around each place of a target along one axis, for grids whose axes run alike.</summary>
/// <param name="Low">Lower source index.</param>
/// <param name="High">Upper source index.</param>
/// <param name="Weight">Weight of the upper one, 0 … 1.</param>
/// <param name="IsInside">Whether the source reaches there.</param>
readonly record struct LinearAxis(int Low, int High, float Weight, bool IsInside)
{
    /// <summary>Plans one axis.</summary>
    /// <param name="target">Where values are wanted.</param>
    /// <param name="source">Where values are known.</param>
    /// <param name="axis">0 i, 1 j, 2 k.</param>
    public static LinearAxis[] Plan(Grid target, Grid source, int axis)
    {
        var origin = source.ToVoxel(target.Origin);
        var start = axis switch { 0 => origin.I, 1 => origin.J, _ => origin.K };
        var step = target.Spacing.Along(axis) / source.Spacing.Along(axis);
        var last = source.Shape.Along(axis) - 1;
        var plan = new LinearAxis[target.Shape.Along(axis)];
        for (var n = 0; n < plan.Length; n++)
        {
            var x = start + (n * step);
            x = Math.Abs(x - Math.Round(x)) < 1e-6 ? Math.Round(x) : x;
            var clamped = Math.Clamp(x, 0, last);
            var low = (int)clamped;

            // The number of voxels was rounded when the scan was resampled: its border may lie up to a voxel beyond the outermost centres.
            plan[n] = new(low, Math.Min(low + 1, last), (float)(clamped - low), x >= -1 && x <= last + 1);
        }

        return plan;
    }
}
