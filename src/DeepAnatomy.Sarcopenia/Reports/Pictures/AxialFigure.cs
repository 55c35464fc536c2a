using DeepAnatomy.Sarcopenia.Reports.Charts;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>The measured slice with its coloured structures, the patient's sides, and a scale.</summary>
static class AxialFigure
{
    const double MarginMm = 12;

    /// <summary>The part of the slice that holds the body, widened to a picture of a given aspect.</summary>
    /// <param name="plane">The axial slice.</param>
    /// <param name="aspect">Width by height of the picture; null keeps the body's own.</param>
    public static Crop BodyCrop(Plane plane, double? aspect)
    {
        var (left, top, right, bottom) = BodyBounds(plane);
        var (mx, my) = (MarginMm / plane.XMm, MarginMm / plane.YMm);
        var crop = new Crop(left - mx, top - my, right + mx, bottom + my);
        return aspect is { } wanted ? Widened(crop, plane, wanted) : crop;
    }

    /// <summary>The picture with its marks; their colours suit a dark picture.</summary>
    public static Drawing Of(Picture picture, Crop crop, Plane plane, double width, double height, string corner, string windowText, string description) => new(width, height, description, canvas =>
    {
        canvas.Picture(picture, 0, 0, width, height);
        MarksOf(crop, plane, width, height, corner, windowText)(canvas);
    });

    /// <summary>Draws sides, corner text, window and scale over a picture of the given size.</summary>
    public static Action<IChartCanvas> MarksOf(Crop crop, Plane plane, double width, double height, string corner, string windowText) => canvas =>
    {
        var unit = Math.Min(height / 236, width / 300);
        Marks.Plate(canvas, "A", width / 2, 12 * unit, unit, Anchor.Middle);
        Marks.Plate(canvas, "P", width / 2, height - (5 * unit), unit, Anchor.Middle);
        Marks.Plate(canvas, "R", 7 * unit, (height / 2) + (3 * unit), unit, Anchor.Start);
        Marks.Plate(canvas, "L", width - (7 * unit), (height / 2) + (3 * unit), unit, Anchor.End);
        Marks.Plate(canvas, corner, 7 * unit, 12 * unit, unit, Anchor.Start);
        Marks.Plate(canvas, windowText, 7 * unit, height - (6 * unit), unit * 0.85, Anchor.Start);
        Marks.Scale(canvas, width - (8 * unit), height - (8 * unit), width / (crop.Width * plane.XMm), unit);
    };

    /// <summary>The largest run of columns and rows in which tissue is common; falls back to the whole slice.</summary>
    static (double Left, double Top, double Right, double Bottom) BodyBounds(Plane plane)
    {
        const short TissueHu = -300;
        var columns = new int[plane.Width];
        var rows = new int[plane.Height];
        for (var n = 0; n < plane.Hu.Length; n++)
        {
            if (plane.Hu[n] > TissueHu)
            {
                columns[n % plane.Width]++;
                rows[n / plane.Width]++;
            }
        }

        // A table is wide and thin, noise is sparse: a row or column of the body holds at least 15 mm … 30 mm of tissue.
        var (left, right) = Run(columns, 20 / plane.YMm);
        var (top, bottom) = Run(rows, 40 / plane.XMm);
        return right > left && bottom > top ? (left, top, right, bottom) : (0, 0, plane.Width, plane.Height);
    }

    static (int First, int Past) Run(int[] counts, double atLeast)
    {
        var (best, start) = ((First: 0, Past: 0), -1);
        for (var n = 0; n <= counts.Length; n++)
        {
            var isIn = n < counts.Length && counts[n] >= atLeast;
            if (isIn && start < 0)
            {
                start = n;
            }
            else if (!isIn && start >= 0)
            {
                best = n - start > best.Past - best.First ? (start, n) : best;
                start = -1;
            }
        }

        return best;
    }

    static Crop Widened(Crop crop, Plane plane, double aspect)
    {
        var (width, height) = (crop.Width * plane.XMm, crop.Height * plane.YMm);
        if (width / height < aspect)
        {
            var add = ((height * aspect) - width) / 2 / plane.XMm;
            return crop with { Left = crop.Left - add, Right = crop.Right + add };
        }

        var more = ((width / aspect) - height) / 2 / plane.YMm;
        return crop with { Top = crop.Top - more, Bottom = crop.Bottom + more };
    }
}
