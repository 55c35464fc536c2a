using System.Globalization;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>Puts volumes onto the grid of the reference: by turning their axes always, by resampling only when asked.</summary>
static class GridMatch
{
    /// <summary>A label map on the reference's grid.</summary>
    /// <exception cref="UsageException">It lies on another grid and resampling was not asked for.</exception>
    public static Volume<ushort> Labels(Volume<ushort> prediction, Grid grid, string predictionPath, string referencePath, bool resamples, List<string> notes)
    {
        if (Turned(prediction, grid) is { } same)
        {
            return same;
        }

        if (!resamples)
        {
            throw Refused(prediction.Grid, grid, predictionPath, referencePath, " Give --resample to put it onto the reference's grid.");
        }

        notes.Add($"The prediction was resampled from {prediction.Grid} onto the reference's grid (nearest neighbour).");
        return Resampler.ToGrid(prediction, grid, Interpolation.Nearest, (ushort)0);
    }

    /// <summary>A volume that must lie on the reference's grid.</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public static Volume<T> Exactly<T>(Volume<T> volume, Grid grid, string path, string referencePath)
        where T : unmanaged => Turned(volume, grid) ?? throw Refused(volume.Grid, grid, path, referencePath, "");

    // The same voxels in another order are the same grid to a reader of the numbers.
    static Volume<T>? Turned<T>(Volume<T> volume, Grid grid)
        where T : unmanaged
    {
        if (volume.Grid.IsSameAs(grid))
        {
            return volume;
        }

        var turned = volume.ToAxes(grid.AxisCodes);
        return turned.Grid.IsSameAs(grid) ? turned : null;
    }

    static UsageException Refused(Grid grid, Grid reference, string path, string referencePath, string remedy) =>
        new($"{path}: lies on another grid ({grid}, origin {Text(grid.Origin)}) than {referencePath} ({reference}, origin {Text(reference.Origin)}).{remedy}");

    static string Text(PatientPoint p) => string.Create(CultureInfo.InvariantCulture, $"{Tidy(p.XMm):0.##}/{Tidy(p.YMm):0.##}/{Tidy(p.ZMm):0.##} mm");

    // Adding zero turns a negative zero into zero.
    static double Tidy(double mm) => Math.Round(mm, 2) + 0.0;
}
