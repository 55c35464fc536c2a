using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>What a catalogue keeps of one file: identifiers (never shown), facts, frames.</summary>
sealed record InstanceHeader
{
    public required string Path { get; init; }

    public required string SopClass { get; init; }

    public string? Modality { get; init; }

    public string? StudyUid { get; init; }

    public string? SeriesUid { get; init; }

    public string? SeriesNumber { get; init; }

    public string? FrameOfReference { get; init; }

    public string? PatientId { get; init; }

    public string? StudyDate { get; init; }

    public string? RawSeriesDescription { get; init; }

    public required AcquisitionFacts Facts { get; init; }

    public IReadOnlyList<SliceFrame> Frames { get; init; } = [];

    /// <summary>Why the file is not used; null when it is.</summary>
    public string? Unused { get; init; }

    public static InstanceHeader Of(DicomFile file)
    {
        var h = file.Header;
        var header = new InstanceHeader
        {
            Path = file.Path,
            SopClass = h.Text(Tags.SopClass) ?? h.Text(Tags.MediaStorageSopClass) ?? "",
            Modality = h.Text(Tags.Modality),
            StudyUid = h.Text(Tags.StudyUid),
            SeriesUid = h.Text(Tags.SeriesUid),
            SeriesNumber = h.Text(Tags.SeriesNumber),
            FrameOfReference = h.Text(Tags.FrameOfReference),
            PatientId = h.Text(Tags.PatientId),
            StudyDate = h.Text(Tags.StudyDate) ?? h.Text(Tags.SeriesDate) ?? h.Text(Tags.AcquisitionDate),
            RawSeriesDescription = h.Text(Tags.SeriesDescription),
            Facts = FactsReader.Read(h, file.Syntax),
        };
        return Kinds.WhyNotAnImage(header.SopClass, header.Modality, file.HasPixels) is { } reason
            ? header with { Unused = reason }
            : header with { Frames = FrameReader.Read(file) };
    }
}
