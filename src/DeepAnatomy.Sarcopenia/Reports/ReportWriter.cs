using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Html;
using DeepAnatomy.Sarcopenia.Reports.Pdf;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports;

/// <summary>Writes <c>report.html</c>, <c>report.pdf</c> and <c>overlay.png</c>; the same input gives the same bytes on the same machine.</summary>
public static class ReportWriter
{
    /// <summary>Name of the page.</summary>
    public const string HtmlFile = "report.html";

    /// <summary>Name of the PDF.</summary>
    public const string PdfFile = "report.pdf";

    /// <summary>Name of the picture of the measured slice.</summary>
    public const string OverlayFile = "overlay.png";

    /// <summary>Writes the report; every file appears whole or not at all.</summary>
    /// <param name="input">Numbers, scan, labels, language.</param>
    /// <param name="folder">Made when it does not exist.</param>
    /// <param name="cancellation">Stops between the files.</param>
    /// <exception cref="ArgumentException">The scan is not on canonical axes, or labels or the level's slice do not fit it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ReportFiles Write(ReportInput input, string folder, CancellationToken cancellation = default)
    {
        Check(input);
        var texts = new Texts(input.Language).With(input.Analysis.Level);
        var pictures = new ReportPictures(input, texts);
        cancellation.ThrowIfCancellationRequested();
        var html = System.Text.Encoding.UTF8.GetBytes(new HtmlReport(input, texts, pictures).Write());
        cancellation.ThrowIfCancellationRequested();
        var pdf = ReportFonts.Current.Family is null ? null : new PdfReport(input, texts, pictures, ReportFonts.Current).Write();
        cancellation.ThrowIfCancellationRequested();
        var overlay = Overlay(input);
        cancellation.ThrowIfCancellationRequested();
        Directory.CreateDirectory(folder);
        return new(
            Put(HtmlFile, html)!,
            Put(PdfFile, pdf),
            Put(OverlayFile, overlay),
            pdf is null ? $"This machine has no font for the PDF. {ReportFonts.Remedy}." : null);

        string? Put(string name, byte[]? bytes)
        {
            if (bytes is null)
            {
                return null;
            }

            var path = Path.Combine(folder, name);
            AtomicFile.Write(path, stream => stream.Write(bytes));
            return path;
        }
    }

    static byte[]? Overlay(ReportInput input) => input.Analysis.Level.SliceK is not { } k ? null : OverlayRenderer.Render(input.HuLps, input.LabelsLps, k, new()
    {
        Corner = input.Analysis.Level.Name,
        Groups = input.Analysis.Provenance.Groups,
    });

    static void Check(ReportInput input)
    {
        if (input.HuLps.Grid.AxisCodes != Reorientation.Canonical)
        {
            throw new ArgumentException($"The scan's axes are {input.HuLps.Grid.AxisCodes}; a report needs {Reorientation.Canonical}.", nameof(input));
        }

        if (input.LabelsLps is { } labels && labels.Shape != input.HuLps.Shape)
        {
            throw new ArgumentException($"The labels ({labels.Shape}) are not on the scan's grid ({input.HuLps.Shape}).", nameof(input));
        }

        if (input.Analysis.Level.SliceK is { } k && (uint)k >= (uint)input.HuLps.Shape.K)
        {
            throw new ArgumentException($"Slice {k} is outside the scan ({input.HuLps.Shape}).", nameof(input));
        }
    }
}
