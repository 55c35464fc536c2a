using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Makes the pictures of one report; each is painted once and drawn wherever it is wanted.</summary>
sealed class ReportPictures(ReportInput input, Texts texts)
{
    /// <summary>Pixels per point: about 240 dpi on paper.</summary>
    const double PixelsPerPoint = 3.4;

    /// <summary>Half the thickness of a reformat, mm: enough to calm the noise, thinner than a vertebral body.</summary>
    const double HalfSlabMm = 3;

    readonly Structures? structures = input.LabelsLps is { } labels ? Structures.Of(labels.Labels, input.Analysis.Provenance.Groups) : null;
    readonly Lazy<SpineLine> spine = new(() => SpineLine.Find(input.HuLps, input.LabelsLps, input.Spine));

    /// <summary>Colours of muscle by window: fat, low attenuation, normal attenuation.</summary>
    public static ImmutableArray<(HuWindow Window, string Measure, Colour Colour)> Quality { get; } =
    [
        (new("fat", -190, -30), "IMAT", Colour.Of(0xf2c811)),
        (new("low_attenuation_muscle", -29, 29), "LAMA", Colour.Of(0xe8763c)),
        (new("normal_attenuation_muscle", 30, 150), "NAMA", Colour.Of(0x3d8fc6)),
    ];

    /// <summary>The groups that have a colour in the picture, in the order of the legend.</summary>
    public IEnumerable<Structure> Legend => structures?.Shown ?? [];

    public ImmutableArray<VertebraBand> Vertebrae { get; } = [.. VertebraBands.Of(input.Analysis, input.Spine).Select(b => b with { Name = texts.Vertebra(b.Name) })];

    /// <summary>The measured slice with its structures; null when no slice was measured.</summary>
    public Drawing? Axial(double width, double height) => AxialWith(width, height, structures, DisplayWindow.SoftTissue, true, texts.Of("picture.axial.alt", input.Analysis.Level.Name));

    /// <summary>The measured slice with muscle pixels coloured by window; null when no slice was measured or nothing is labelled as muscle.</summary>
    public Drawing? QualityMap(double width, double height)
    {
        if (input.Analysis.Level.SliceK is not { } k || structures is null || !structures.Shown.Any(s => s.IsMuscle))
        {
            return null;
        }

        var plane = Planes.Axial(input.HuLps, input.LabelsLps, k);
        var classes = new ushort[plane.Labels.Length];
        for (var n = 0; n < classes.Length; n++)
        {
            classes[n] = structures.Find(plane.Labels[n]) is { IsMuscle: true } ? ClassOf(plane.Hu[n]) : (ushort)0;
        }

        var colours = Quality.Select((q, n) => ((ushort)(n + 1), new Structure(q.Measure, q.Colour, 0.85, false))).ToImmutableDictionary(q => q.Item1, q => q.Item2);
        return AxialOf(plane with { Labels = classes }, k, width, height, new Structures(colours), DisplayWindow.SoftTissue, false, texts["details.quality.map.alt"]);
    }

    public Drawing Sagittal(double width, double height) =>
        Reformat(Planes.Sagittal(input.HuLps, spine.Value.I, HalfSlabMm), spine.Value.J, width, height, ("A", "P"), texts["picture.sagittal.alt"], 6);

    public Drawing Coronal(double width, double height) =>
        Reformat(Planes.Coronal(input.HuLps, spine.Value.J, HalfSlabMm), spine.Value.I, width, height, ("R", "L"), texts["picture.coronal.alt"], 0);

    /// <summary>A coronal strip over the whole scan, for the side of the profile; x is 1 : 1 in mm when the height is the scan's length.</summary>
    public Picture CoronalStrip(double width, double height)
    {
        var plane = Planes.Coronal(input.HuLps, spine.Value.J, HalfSlabMm);
        var widthMm = plane.Height * plane.YMm * width / height;
        var middle = spine.Value.I.Average() + 0.5;
        var crop = new Crop(middle - (widthMm / plane.XMm / 2), 0, middle + (widthMm / plane.XMm / 2), plane.Height);
        using var bitmap = PlanePainter.Paint(plane, crop, Pixels(width), Pixels(height), DisplayWindow.Spine);
        return Encoding.Jpeg(bitmap);
    }

    /// <summary>The straightened spine of the search, smoothly enlarged.</summary>
    public static Picture Straight(GreyPicture straight)
    {
        // 0 is −150 HU and 255 is 450 HU; shown a little darker at both ends, so that end plates stand out.
        var hu = straight.Pixels.Select(g => (short)(-150 + (g * 600 / 255))).ToArray();
        var plane = new Plane(hu, [], straight.Width, straight.Height, straight.PixelMm, straight.PixelMm);
        var scale = LevelChart.ScaleOf(straight);
        using var bitmap = PlanePainter.Paint(plane, new(0, 0, straight.Width, straight.Height), Pixels(straight.Width * scale), Pixels(straight.Height * scale), new(560, 130));
        return Encoding.Jpeg(bitmap);
    }

    static ushort ClassOf(short hu)
    {
        for (var n = 0; n < Quality.Length; n++)
        {
            if (Quality[n].Window.Contains(hu))
            {
                return (ushort)(n + 1);
            }
        }

        return 0;
    }

    static int Pixels(double points) => (int)Math.Round(points * PixelsPerPoint);

    Drawing? AxialWith(double width, double height, Structures? shown, DisplayWindow window, bool isSmooth, string description) =>
        input.Analysis.Level.SliceK is { } k ? AxialOf(Planes.Axial(input.HuLps, input.LabelsLps, k), k, width, height, shown, window, isSmooth, description) : null;

    Drawing AxialOf(Plane plane, int k, double width, double height, Structures? shown, DisplayWindow window, bool isSmooth, string description)
    {
        var crop = AxialFigure.BodyCrop(plane, width / height);
        using var bitmap = PlanePainter.Paint(plane, crop, Pixels(width), Pixels(height), window, shown, isSmooth);
        return AxialFigure.Of(Encoding.Jpeg(bitmap), crop, plane, width, height, texts.Of("picture.corner", texts.Vertebra(input.Analysis.Level.Name), input.Analysis.Level.FileSliceIndex ?? k), WindowText(window), description);
    }

    string WindowText(DisplayWindow window) => texts.Of("picture.window", texts.Number(window.WidthHu, 0), texts.Number(window.CentreHu, 0));

    Drawing Reformat(Plane plane, double[] centre, double width, double height, (string, string) sides, string description, double shiftMm)
    {
        var level = input.Analysis.Level;
        var at = centre[level.SliceK ?? (centre.Length / 2)] + 0.5 + (shiftMm / plane.XMm);
        var crop = SpineFigure.Around(plane, at, level.SliceK, width / height);
        using var bitmap = PlanePainter.Paint(plane, crop, Pixels(width), Pixels(height), DisplayWindow.Spine);
        return SpineFigure.Of(Encoding.Jpeg(bitmap), crop, plane, width, height, Vertebrae, level with { Name = texts.Vertebra(level.Name) }, sides, description);
    }
}
