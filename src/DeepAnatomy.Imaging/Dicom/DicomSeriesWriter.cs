using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Writing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>What a written series says of itself beside the facts of the scan.</summary>
public sealed record DicomSeriesTexts
{
    /// <summary>Patient identifier: a pseudonym, never a real one. Default <c>ANONYMOUS</c>.</summary>
    public string PatientId { get; init; } = "ANONYMOUS";

    /// <summary>Description of the series.</summary>
    public string Description { get; init; } = "DeepAnatomy";

    /// <summary>Number of the series.</summary>
    public int SeriesNumber { get; init; } = 1;

    /// <summary>Date of the study; null leaves it empty.</summary>
    public DateOnly? StudyDate { get; init; }

    /// <summary>What the UIDs are made from: the same seed gives the same UIDs. Series of one study share <see cref="StudySeed"/>.</summary>
    public string SeriesSeed { get; init; } = "series";

    /// <summary>What the study's UID is made from.</summary>
    public string StudySeed { get; init; } = "study";
}

/// <summary>Writes a volume as a DICOM CT series: one file per slice, explicit VR little endian, 16-bit signed, deterministic.</summary>
public static class DicomSeriesWriter
{
    const string SignedHuIntercept = "0";

    /// <summary>Writes the slices as <c>CT0001.dcm</c> … into a folder, which is made when it is not there.</summary>
    /// <param name="hu">HU on any grid; i becomes the rows' direction, j the columns', k the order of the files.</param>
    /// <param name="facts">Facts to write.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="texts">What the series says of itself; null for the defaults.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentException">The slices are larger than DICOM allows (65535).</exception>
    public static void Write(Volume<short> hu, AcquisitionFacts facts, string folder, DicomSeriesTexts? texts = null, CancellationToken cancellationToken = default)
    {
        texts ??= new();
        if (hu.Shape.I > ushort.MaxValue || hu.Shape.J > ushort.MaxValue)
        {
            throw new ArgumentException($"A DICOM image cannot be {hu.Shape.I}×{hu.Shape.J}.", nameof(hu));
        }

        Directory.CreateDirectory(folder);
        Parallel.For(0, hu.Shape.K, new ParallelOptions { CancellationToken = cancellationToken }, k =>
        {
            var instance = Uid($"{texts.StudySeed}/{texts.SeriesSeed}/{k}");
            Slice(hu, facts, texts, k).Save(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"CT{k + 1:0000}.dcm")), Kinds.CtImage, instance);
        });
    }

    /// <summary>A UID below 2.25 that depends only on the seed.</summary>
    internal static string Uid(string seed) =>
        "2.25." + new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes("deepanatomy " + seed)).AsSpan(0, 16), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    static DataSetWriter Slice(Volume<short> hu, AcquisitionFacts facts, DicomSeriesTexts texts, int k)
    {
        var (grid, shape) = (hu.Grid, hu.Shape);
        var (at, row, column) = (grid.ToPatient(0, 0, k), grid.Orientation.I, grid.Orientation.J);
        return Patient(facts, texts)
            .Text(Tags.ImageType, "CS", facts.ImageType ?? "ORIGINAL\\PRIMARY\\AXIAL")
            .Text(Tags.Modality, "CS", "CT")
            .Text(Tags.SeriesDescription, "LO", texts.Description)
            .Text(Tags.ContrastAgent, "LO", facts.Contrast is { } contrast ? Ascii(contrast) : null)
            .Number(Tags.SliceThickness, facts.SliceThicknessMm ?? grid.Spacing.KMm)
            .Number(Tags.Kvp, facts.TubeVoltageKv)
            .Number(Tags.ReconstructionDiameter, facts.ReconstructionDiameterMm)
            .Text(Tags.ConvolutionKernel, "SH", facts.Kernel)
            .Text(Tags.PatientPosition, "CS", facts.PatientPosition ?? "HFS")
            .Text(Tags.StudyUid, "UI", Uid(texts.StudySeed))
            .Text(Tags.SeriesUid, "UI", Uid($"{texts.StudySeed}/{texts.SeriesSeed}"))
            .Text(Tags.FrameOfReference, "UI", Uid($"{texts.StudySeed}/frame"))
            .Text(Tags.PositionReference, "LO", "")
            .Integer(Tags.SeriesNumber, texts.SeriesNumber)
            .Integer(Tags.AcquisitionNumber, 1)
            .Integer(Tags.InstanceNumber, k + 1)
            .Numbers(Tags.ImagePosition, at.XMm, at.YMm, at.ZMm)
            .Numbers(Tags.ImageOrientation, row.XMm, row.YMm, row.ZMm, column.XMm, column.YMm, column.ZMm)
            .Numbers(Tags.PixelSpacing, grid.Spacing.JMm, grid.Spacing.IMm)
            .UInt16(Tags.SamplesPerPixel, 1)
            .Text(Tags.Photometric, "CS", "MONOCHROME2")
            .UInt16(Tags.Rows, (ushort)shape.J)
            .UInt16(Tags.Columns, (ushort)shape.I)
            .UInt16(Tags.BitsAllocated, 16)
            .UInt16(Tags.BitsStored, 16)
            .UInt16(Tags.HighBit, 15)
            .UInt16(Tags.PixelRepresentation, 1)
            .Numbers(Tags.WindowCentre, 40)
            .Numbers(Tags.WindowWidth, 400)
            .Text(Tags.RescaleIntercept, "DS", SignedHuIntercept)
            .Text(Tags.RescaleSlope, "DS", "1")
            .Text(Tags.RescaleType, "LO", "HU")
            .Raw(Tags.PixelData, "OW", MemoryMarshal.AsBytes(hu.Slice(k)).ToArray());
    }

    /// <summary>The patient and study attributes every object needs; no name, no date of birth.</summary>
    internal static DataSetWriter Patient(AcquisitionFacts facts, DicomSeriesTexts texts) => new DataSetWriter()
        .Text(Tags.StudyDate, "DA", texts.StudyDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "")
        .Text(Tags.StudyTime, "TM", "")
        .Text(Tags.AccessionNumber, "SH", "")
        .Text(Tags.Manufacturer, "LO", Ascii(facts.Manufacturer ?? "DeepAnatomy"))
        .Text(Tags.ManufacturerModel, "LO", facts.ManufacturerModel is { } model ? Ascii(model) : null)
        .Text(Tags.ReferringPhysician, "PN", "")
        .Text(Tags.PatientName, "PN", Ascii(texts.PatientId))
        .Text(Tags.PatientId, "LO", Ascii(texts.PatientId))
        .Text(Tags.BirthDate, "DA", "")
        .Text(Tags.Sex, "CS", facts.Sex ?? "")
        .Text(Tags.Age, "AS", facts.AgeYears is >= 1 and < 1000 ? string.Create(CultureInfo.InvariantCulture, $"{(int)facts.AgeYears:000}Y") : null)
        .Number(Tags.HeightM, facts.HeightM)
        .Number(Tags.WeightKg, facts.WeightKg)
        .Text(Tags.PatientIdentityRemoved, "CS", "YES")
        .Text(Tags.DeidentificationMethod, "LO", "DeepAnatomy pseudonyms")
        .Text(Tags.StudyId, "SH", "");

    static string Ascii(string text) => new([.. text.Where(c => c is >= ' ' and < (char)127 and not '\\').Take(64)]);
}
