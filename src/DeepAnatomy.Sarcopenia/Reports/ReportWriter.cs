using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Reports.Html;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports;

/// <summary>Writes the report of an analysis.</summary>
public static class ReportWriter
{
    /// <summary>Writes <c>report.html</c> and <c>overlay.png</c>.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="cancellation">Checked between files.</param>
    public static ReportFiles Write(ReportInput input, string folder, CancellationToken cancellation = default)
    {
        var texts = new Texts(input.Language);
        var html = Path.Combine(folder, "report.html");
        AtomicFile.WriteText(html, new HtmlReport(input, texts, new ReportPictures(input, texts)).Write());
        cancellation.ThrowIfCancellationRequested();
        string? overlay = null;
        if (input.Analysis.Level.SliceK is { } k)
        {
            overlay = Path.Combine(folder, "overlay.png");
            AtomicFile.Write(overlay, stream => stream.Write(OverlayRenderer.Render(input.HuLps, input.LabelsLps, k)));
        }

        return new(html, null, overlay, null);
    }
}
