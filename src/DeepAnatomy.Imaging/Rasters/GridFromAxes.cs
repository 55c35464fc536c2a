using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Makes a grid of the axes a file gives: steps from voxel to voxel in LPS mm.</summary>
static class GridFromAxes
{
    /// <summary>Spacings outside are taken for wrong units or damage, mm.</summary>
    const double LeastMm = 1e-4, MostMm = 1e4;

    /// <summary>The farthest a voxel may be from the origin of patient space, mm: a kilometre.</summary>
    const double FarthestMm = 1e6;

    /// <summary>The grid of steps along i, j, k and the centre of voxel (0, 0, 0).</summary>
    /// <remarks>The step of an axis with one voxel may be missing (zero); it becomes 1 mm at right angles to the others, with a warning.</remarks>
    /// <exception cref="UnreadableImageException">Steps that are not finite, zero, parallel or sheared, or implausibly small or large.</exception>
    public static Grid Create(string path, Shape shape, PatientPoint i, PatientPoint j, PatientPoint k, PatientPoint origin, List<string> warnings)
    {
        if (!i.IsFinite || !j.IsFinite || !k.IsFinite || !origin.IsFinite)
        {
            throw new UnreadableImageException(path, "the position or orientation in the header is not a number", "The geometry is lost; export the file again from the original scan");
        }

        PatientPoint[] steps = [i, j, k];
        FillMissing(path, shape, steps, warnings);
        CheckPlausible(path, steps, origin);
        CheckRightAngles(path, steps);
        return new(
            shape,
            new Spacing(steps[0].LengthMm, steps[1].LengthMm, steps[2].LengthMm),
            origin,
            new Orientation(steps[0], steps[1], steps[2]));
    }

    static void FillMissing(string path, Shape shape, PatientPoint[] steps, List<string> warnings)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            if (steps[axis].LengthMm != 0)
            {
                continue;
            }

            var across = steps[(axis + 1) % 3].Cross(steps[(axis + 2) % 3]);
            if (shape.Along(axis) > 1 || across.LengthMm == 0)
            {
                throw new UnreadableImageException(path, $"the spacing along {"ijk"[axis]} is zero", "Without it nothing can be measured; export the file again from the original scan");
            }

            steps[axis] = (1 / across.LengthMm) * across;
            warnings.Add($"The single voxel along {"ijk"[axis]} has no thickness in the file; 1 mm is assumed.");
        }
    }

    static void CheckPlausible(string path, PatientPoint[] steps, PatientPoint origin)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var mm = steps[axis].LengthMm;
            if (!(mm is >= LeastMm and <= MostMm))
            {
                throw new UnreadableImageException(path, $"the spacing along {"ijk"[axis]} is {mm:G4} mm", "Check the unit of the file; it must be millimetres, or say that it is not");
            }
        }

        if (!(origin.LengthMm <= FarthestMm))
        {
            throw new UnreadableImageException(path, $"the first voxel lies {origin.LengthMm:G4} mm from the origin", "The geometry is damaged; export the file again from the original scan");
        }
    }

    static void CheckRightAngles(string path, PatientPoint[] steps)
    {
        var worst = 0.0;
        for (var axis = 0; axis < 3; axis++)
        {
            var (a, b) = (steps[axis], steps[(axis + 1) % 3]);
            worst = Math.Max(worst, Math.Abs(a.Dot(b)) / (a.LengthMm * b.LengthMm));
        }

        if (worst > Orientation.OrthogonalityTolerance)
        {
            throw new UnreadableImageException(
                path,
                $"the voxel axes are not at right angles (sheared by {Math.Asin(Math.Min(1, worst)) * 180 / Math.PI:0.#}°, as a tilted gantry leaves it)",
                "Resample it to a rectangular grid first, for example with dcm2niix from the DICOM files");
        }
    }
}
