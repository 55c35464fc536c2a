using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Makes a PNG of one axial slice with coloured structures, for galleries and quick looks.</summary>
public static class OverlayRenderer
{
    /// <summary>Renders an axial slice in the radiological convention (the patient's right on the left), W 400 L 50, cropped to the body, with the right aspect for anisotropic pixels.</summary>
    /// <param name="huLps">Canonical scan, HU.</param>
    /// <param name="labelsLps">Labels on the same grid, or null for the bare slice.</param>
    /// <param name="sliceK">0 … K − 1.</param>
    /// <param name="options">Size, colours and marks.</param>
    /// <returns>PNG bytes; the same input gives the same bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sliceK"/> is outside the volume.</exception>
    /// <exception cref="ArgumentException">The labels have another shape.</exception>
    public static byte[] Render(Volume<short> huLps, LabelMap? labelsLps, int sliceK, OverlayOptions? options = null)
    {
        options ??= new();
        if (labelsLps is not null && labelsLps.Shape != huLps.Shape)
        {
            throw new ArgumentException($"The labels ({labelsLps.Shape}) are not on the scan's grid ({huLps.Shape}).", nameof(labelsLps));
        }

        var plane = Planes.Axial(huLps, labelsLps, sliceK);
        var crop = AxialFigure.BodyCrop(plane, options.Aspect);
        var width = options.WidthPixels;
        var height = Math.Clamp((int)Math.Round(width * crop.Height * plane.YMm / (crop.Width * plane.XMm)), 1, 4 * width);
        var structures = labelsLps is null ? null : Structures.Of(labelsLps.Labels, options.Groups);
        using var bitmap = PlanePainter.Paint(plane, crop, width, height, options.Window, structures);
        if (options.HasMarks)
        {
            using var canvas = new SKCanvas(bitmap);
            var window = $"W {options.Window.WidthHu:0} · L {options.Window.CentreHu:0}";
            AxialFigure.MarksOf(crop, plane, width, height, options.Corner, window)(new SkiaCanvas(canvas, ReportFonts.Current));
        }

        return Encoding.Png(bitmap).Bytes;
    }
}

/// <summary>How an overlay looks.</summary>
public sealed record OverlayOptions
{
    /// <summary>Width of the picture, pixels; the height follows from the body.</summary>
    public int WidthPixels { get; init; } = 1200;

    /// <summary>Width by height; null follows the body.</summary>
    public double? Aspect { get; init; }

    /// <summary>Grey-value window.</summary>
    public DisplayWindow Window { get; init; } = DisplayWindow.SoftTissue;

    /// <summary>Whether sides, scale and window are written on it.</summary>
    public bool HasMarks { get; init; } = true;

    /// <summary>Text in the upper left corner, for example the level.</summary>
    public string Corner { get; init; } = "";

    /// <summary>Group name → label names, as in the provenance of an analysis.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Groups { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}
