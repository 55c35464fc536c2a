using System.Globalization;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Content;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Pdf;

/// <summary>Sets the report as A4 pages of vectors and embedded fonts; its date comes from the analysis, never from the clock.</summary>
/// <remarks>Written by Skia: PDFsharp from 6.5 on is AGPL-3.0 only, which this product's licence does not allow.</remarks>
sealed class PdfReport(ReportInput input, Texts texts, ReportPictures pictures, ReportFonts fonts)
{
    public byte[] Write()
    {
        var one = new PageOne(input, texts);
        var provenance = input.Analysis.Provenance;
        var created = DateTime.TryParse(provenance.CreatedUtc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time : DateTime.UnixEpoch;
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata
        {
            Title = $"{one.Title} – {one.Case}",
            Subject = texts["research"],
            Creator = $"DeepAnatomy {provenance.ProductVersion}",
            Producer = "DeepAnatomy",
            Creation = created,
            Modified = created,
            RasterDpi = 300,
            EncodingQuality = 101,
        }))
        {
            using var pages = new PdfPages(fonts);
            new PdfPageOne(pages, one, pictures, provenance.CreatedUtc, texts).Write();
            pages.Begin();
            var sections = new PdfSections(pages);
            foreach (var section in Sections.Of(input, pictures, texts))
            {
                sections.Write(section);
            }

            pages.Finish(document, $"DeepAnatomy {provenance.ProductVersion} · {provenance.CreatedUtc}", texts);
            document.Close();
        }

        return stream.ToArray();
    }
}
