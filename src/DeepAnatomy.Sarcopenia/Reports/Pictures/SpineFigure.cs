using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Reports.Charts;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>A vertebra's reach along the body, fractional slices of the canonical grid.</summary>
sealed record VertebraBand(string Name, double BottomK, double TopK)
{
    public double CentreK => (BottomK + TopK) / 2;
}

/// <summary>A sagittal or coronal reformat with the names of the vertebrae and the measured slice.</summary>
static class SpineFigure
{
    /// <summary>How much of the body's length is shown at most, mm.</summary>
    public const double MaxLengthMm = 330;

    /// <summary>The part of a reformat around the spine and the level that fills a picture of the given aspect.</summary>
    /// <param name="plane">The reformat; y runs from head to foot.</param>
    /// <param name="centreX">Pixel column to centre on.</param>
    /// <param name="levelK">The measured slice, or null for the middle of the scan.</param>
    /// <param name="aspect">Width by height of the picture.</param>
    public static Crop Around(Plane plane, double centreX, int? levelK, double aspect)
    {
        var lengthMm = Math.Min(MaxLengthMm, plane.Height * plane.YMm);
        var widthMm = Math.Max(lengthMm * aspect, 90);
        lengthMm = widthMm / aspect;
        var half = lengthMm / plane.YMm / 2;
        var middle = levelK is { } k ? plane.Height - 0.5 - k : plane.Height / 2.0;
        middle = 2 * half >= plane.Height ? plane.Height / 2.0 : Math.Clamp(middle, half, plane.Height - half);
        return new(centreX - (widthMm / plane.XMm / 2), middle - half, centreX + (widthMm / plane.XMm / 2), middle + half);
    }

    public static Drawing Of(Picture picture, Crop crop, Plane plane, double width, double height, IEnumerable<VertebraBand> vertebrae, LevelFinding level, (string Left, string Right) sides, string description) => new(width, height, description, canvas =>
    {
        canvas.Picture(picture, 0, 0, width, height);
        var unit = 0.9;
        foreach (var vertebra in vertebrae)
        {
            var y = Y(vertebra.CentreK);
            if (y > 14 && y < height - 14 && vertebra.Name != level.Name)
            {
                Marks.Plate(canvas, vertebra.Name, 5, y + 2.8, unit * 0.9, Anchor.Start);
            }
        }

        if (level.SliceK is { } k)
        {
            var y = Y(k);
            canvas.Line(0, y, width, y, new(Ink.Black.At(0.5), 2.2));
            canvas.Line(0, y, width, y, new(Ink.Level, 1.1));
            Marks.Plate(canvas, level.Name, 5, Math.Clamp(y + 3, 20, height - 10), unit * 1.05, Anchor.Start, Ink.Level);
        }

        Marks.Plate(canvas, sides.Left, 5, height - 5, unit * 0.85, Anchor.Start);
        Marks.Plate(canvas, sides.Right, width - 5, height - 5, unit * 0.85, Anchor.End);

        double Y(double k2) => (plane.Height - 0.5 - k2 - crop.Top) * height / crop.Height;
    });
}
