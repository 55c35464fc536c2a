using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Images that belong together and can be one volume. Shows no name, identifier or date; see <see cref="Identify"/>.</summary>
public sealed class DicomSeries
{
    readonly InstanceHeader header;

    internal DicomSeries(InstanceHeader header, List<SliceFrame> frames, bool isPart, int number = 0)
    {
        this.header = header;
        Frames = [.. frames];
        IsPart = isPart;
        Number = number;
        Stack = SliceStack.Of(Frames);
        Plane = SeriesPlanes.Of(Frames[0].Normal);
    }

    /// <summary>Place in the catalogue, from 1.</summary>
    public int Number { get; }

    /// <summary>DICOM modality, for example <c>CT</c>; empty when the files do not say.</summary>
    public string Modality => header.Modality ?? "";

    /// <summary>Facts of the acquisition, from the first file.</summary>
    public AcquisitionFacts Facts => header.Facts with { Kernel = Kernel, SliceThicknessMm = SliceThicknessMm };

    /// <summary>Number of images.</summary>
    public int Images => Frames.Length;

    /// <summary>Number of different slice positions.</summary>
    public int Slices => Stack?.Places.Count ?? Images;

    /// <summary>Pixels along a row.</summary>
    public int Columns => Frames[0].Pixels.Layout.Columns;

    /// <summary>Pixels down a column.</summary>
    public int Rows => Frames[0].Pixels.Layout.Rows;

    /// <summary>Distance of neighbouring slices from their positions (median), mm; null for one slice or without positions.</summary>
    public double? SpacingMm => Stack?.MedianMm;

    /// <summary>From the first slice to the last, mm; 0 for one slice.</summary>
    public double ExtentMm => Stack is { Places.Count: > 1 } s ? s.Places[^1].Mm - s.Places[0].Mm : 0;

    /// <summary>How the slices lie.</summary>
    public SeriesPlane Plane { get; }

    /// <summary>Convolution kernel.</summary>
    public string? Kernel => Frames[0].Kernel?.Replace('\\', ' ') ?? header.Facts.Kernel;

    /// <summary>Nominal slice thickness, mm.</summary>
    public double? SliceThicknessMm => Frames[0].SliceThicknessMm ?? header.Facts.SliceThicknessMm;

    /// <summary>A scout view for planning.</summary>
    public bool IsLocalizer => Frames[0].ImageType.Any(t => t.Contains("LOCALIZER", StringComparison.OrdinalIgnoreCase) || t.Contains("SCOUT", StringComparison.OrdinalIgnoreCase));

    /// <summary>Computed from other images (reformatted, projected, subtracted).</summary>
    public bool IsDerived => Frames[0].ImageType.Any(t => t.ToUpperInvariant() is "DERIVED" or "MPR" or "MIP" or "MINIP" or "PROJECTION IMAGE" or "REFORMATTED" or "CSA MPR" or "VRT");

    /// <summary>A colour image.</summary>
    public bool IsColour => Frames[0].Pixels.Layout.IsColour;

    /// <summary>Whether every image says where it lies.</summary>
    public bool HasGeometry => Stack is not null;

    /// <summary>One of several volumes that share a series number or UID.</summary>
    public bool IsPart { get; }

    /// <summary>Unit of the values after rescale as the file names it, for example <c>HU</c>; null when it does not.</summary>
    public string? RescaleType => Frames[0].RescaleType;

    /// <summary>The files, in the order of the catalogue.</summary>
    public IEnumerable<string> Files => Frames.Select(f => f.Pixels.Path).Distinct();

    /// <summary>What the series is, on one line.</summary>
    public string Description
    {
        get
        {
            List<string> parts = [Modality.Length > 0 ? Modality : "unknown modality"];
            Add(parts, Facts.SeriesDescription is { } text ? $"\"{text}\"" : null);
            Add(parts, IsLocalizer ? "localizer" : Plane == SeriesPlane.Unknown ? "no geometry" : Plane.ToString().ToLowerInvariant());
            Add(parts, Frames[0].ImageType.Length == 0 ? null : IsDerived ? "derived" : "original");
            Add(parts, Kernel is { } kernel ? $"kernel {kernel}" : null);
            Add(parts, string.Create(CultureInfo.InvariantCulture, $"{Slices} slice{(Slices == 1 ? "" : "s")} of {Columns}×{Rows}"));
            Add(parts, SpacingMm is { } spacing ? string.Create(CultureInfo.InvariantCulture, $"{spacing:0.##} mm apart") : null);
            Add(parts, SliceThicknessMm is { } thickness ? string.Create(CultureInfo.InvariantCulture, $"{thickness:0.##} mm thick") : null);
            Add(parts, Facts.Contrast is { } contrast ? $"contrast {contrast}" : null);
            return string.Join(", ", parts);
        }
    }

    internal ImmutableArray<SliceFrame> Frames { get; }

    /// <summary>The frames by position; null when they do not say where they lie.</summary>
    internal SliceStack? Stack { get; }

    internal int? SeriesNumber => int.TryParse(header.SeriesNumber, out var number) ? number : null;

    internal string FirstFile => header.Path;

    internal string SopClass => header.SopClass;

    /// <summary>Whose scan this is, under a pseudonym; equal for the same key and the same identifiers.</summary>
    public PseudonymousIdentity Identify(DicomPseudonym pseudonym) => pseudonym.Identify(header.PatientId, header.StudyUid, header.SeriesUid, header.StudyDate);

    /// <inheritdoc/>
    public override string ToString() => Description;

    internal DicomSeries Numbered(int number) => new(header, [.. Frames], IsPart, number);

    static void Add(List<string> parts, string? part)
    {
        if (part is not null)
        {
            parts.Add(part);
        }
    }
}
