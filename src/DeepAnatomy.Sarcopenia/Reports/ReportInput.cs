using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Reports;

/// <summary>Everything a report is made of.</summary>
/// <param name="Analysis">The numbers and how they came about.</param>
/// <param name="HuLps">The scan on canonical axes, HU.</param>
/// <param name="LabelsLps">The labels on the same grid, or null when there are none (nothing was measured).</param>
/// <param name="Language">Language of the report.</param>
public sealed record ReportInput(Analysis Analysis, Volume<short> HuLps, LabelMap? LabelsLps, Language Language = Language.En)
{
    /// <summary>Where the spine runs; without it the reformats follow the vertebra labels, else the bone.</summary>
    public SpineModel? Spine { get; init; }

    /// <summary>Facts of the acquisition for the details.</summary>
    public AcquisitionFacts Facts { get; init; } = AcquisitionFacts.None;

    /// <summary>Name of the case as the user knows it (a pseudonym); null takes the file's name.</summary>
    public string? Title { get; init; }

    /// <summary>Further pictures of how the level was decided, PNG bytes with a caption in both languages.</summary>
    public ImmutableArray<(byte[] Png, string Caption, string CaptionDe)> ExtraPictures { get; init; } = [];
}

/// <summary>The files of a report.</summary>
/// <param name="Html">Path of the self-contained page.</param>
/// <param name="Pdf">Path of the PDF, or null with <paramref name="PdfProblem"/>.</param>
/// <param name="Overlay">Path of the picture of the measured slice, or null when no slice was measured.</param>
/// <param name="PdfProblem">Why there is no PDF (no font on this machine) and what to do.</param>
public sealed record ReportFiles(string Html, string? Pdf, string? Overlay, string? PdfProblem);
