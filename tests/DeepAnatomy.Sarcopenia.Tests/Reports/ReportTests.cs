using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Reports;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Html;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-report-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData(Language.En, true)]
    [InlineData(Language.De, true)]
    [InlineData(Language.En, false)]
    public void Every_measurement_and_every_reason_is_on_a_well_formed_page(Language language, bool isMeasured)
    {
        var input = Input(language, isMeasured);
        var files = ReportWriter.Write(input, folder);
        var html = File.ReadAllText(files.Html);
        var text = TextOf(html);
        var texts = new Texts(language);
        Assert.All(input.Analysis.Measurements, m => Assert.Contains(m.Id, text, StringComparison.Ordinal));
        Assert.All(input.Analysis.Measurements.Where(m => m.Value is null), m => Assert.Contains(texts.Phrase(m.Reason!), text, StringComparison.Ordinal));
        Assert.Contains(texts["research"], text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\bNaN\b|\bnull\b", text);
        Assert.DoesNotMatch("(src|href)=\"(http|//)", html);
        Assert.True(new FileInfo(files.Html).Length < 3_000_000);
        Assert.Equal(isMeasured, files.Overlay is not null);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        var (first, second) = (ReportWriter.Write(Input(Language.De, true), Path.Combine(folder, "a")), ReportWriter.Write(Input(Language.De, true), Path.Combine(folder, "b")));
        Assert.Equal(File.ReadAllBytes(first.Html), File.ReadAllBytes(second.Html));
        Assert.Equal(File.ReadAllBytes(first.Overlay!), File.ReadAllBytes(second.Overlay!));
        if (first.Pdf is not null)
        {
            Assert.Equal(File.ReadAllBytes(first.Pdf), File.ReadAllBytes(second.Pdf!));
            Assert.Empty(Directory.GetFiles(folder, "*.tmp", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void Text_from_data_cannot_become_markup()
    {
        ReportWriter.Write(Input(Language.En, true) with { Title = "<script>alert('x')</script> & \"co\"\u0001" }, folder);
        var html = File.ReadAllText(Path.Combine(folder, ReportWriter.HtmlFile));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("<script>alert('x')</script> & \"co\"", TextOf(html), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        Assert.All(Texts.Table, entry => Assert.False(string.IsNullOrWhiteSpace(entry.Value.En) || string.IsNullOrWhiteSpace(entry.Value.De), entry.Key));
        Assert.All(Texts.Table, entry => Assert.Equal(Holes(entry.Value.En), Holes(entry.Value.De)));
    }

    [Fact]
    public void A_number_is_written_as_its_language_wants()
    {
        Assert.Equal("−12,5", new Texts(Language.De).Number(-12.54, 1));
        Assert.Equal("0.0", new Texts(Language.En).Number(-0.04, 1));
    }

    [Fact]
    public void The_patients_left_is_on_the_right_of_the_overlay_and_pixels_keep_their_aspect()
    {
        var input = Input(Language.En, true);
        var png = OverlayRenderer.Render(input.HuLps, input.LabelsLps, 20, new() { WidthPixels = 600, HasMarks = false });
        using var picture = SKBitmap.Decode(png);
        Assert.Equal(600, picture.Width);
        Assert.InRange(picture.Height, 425, 450);
        var (left, right) = (0, 0);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var colour = picture.GetPixel(x, y);
                if (colour.Blue - colour.Red > 20)
                {
                    (left, right) = x < 300 ? (left + 1, right) : (left, right + 1);
                }
            }
        }

        Assert.True(right > 1000 && left == 0, $"{left} coloured pixels left, {right} right");
    }

    [Fact]
    public void A_machine_without_fonts_is_told_apart() => Assert.Null(ReportFonts.Find([folder]).Family);

    [Fact]
    public void A_cohort_page_links_every_report_and_names_what_was_not_measured()
    {
        CohortCase[] cases = [new("Case A", Input(Language.En, true).Analysis, "a/report.html", "a/report.pdf"), new("Case B", Input(Language.En, false).Analysis, "b/report.html")];
        var html = CohortPage.Render(null, cases);
        var text = TextOf(html);
        Assert.Contains("a/report.pdf", html, StringComparison.Ordinal);
        Assert.Contains("b/report.html", html, StringComparison.Ordinal);
        Assert.Contains("L3 is not in the scan", text, StringComparison.Ordinal);
    }

    static int Holes(string text) => Enumerable.Range(0, 6).Count(n => text.Contains($"{{{n}}}", StringComparison.Ordinal));

    /// <summary>All text of the page; fails when it is not well-formed.</summary>
    static string TextOf(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)));
        return XDocument.Load(reader).Root!.Value;
    }

    /// <summary>An elliptic body 240 mm wide and 172 mm deep with bone in the middle and one muscle on the patient's left.</summary>
    static ReportInput Input(Language language, bool isMeasured)
    {
        var grid = new Grid(new Shape(140, 60, 40), new Spacing(2, 4, 5));
        var (hu, labels) = (new short[grid.Shape.Count], new ushort[grid.Shape.Count]);
        for (var n = 0; n < hu.Length; n++)
        {
            var (x, y) = (((n % 140) - 69.5) * 2, ((n / 140 % 60) - 29.5) * 4);
            var isBody = (x * x / 14400) + (y * y / 7396) < 1;
            var isBone = (x * x) + ((y - 20) * (y - 20)) < 400;
            var isMuscle = !isBone && x is > 25 and < 70 && y is > 20 and < 60;
            hu[n] = (short)(!isBody ? -1000 : isBone ? 400 : isMuscle ? 40 + (n % 7) : -95);
            labels[n] = !isBody ? (ushort)0 : isBone ? ProductLabels.VertebraL3 : isMuscle ? ProductLabels.ParavertebralLeft : (ushort)0;
        }

        var volume = Volume<short>.Adopt(grid, hu);
        var map = new LabelMap(Volume<ushort>.Adopt(grid, labels), ProductLabels.Set);
        var level = new LevelFinding("L3", isMeasured ? 20 : null, "centroid of the L3 mask", isMeasured ? 1 : 0, isMeasured ? "From the label." : "L3 is not in the scan");
        var analysis = Quantifier.Run(new QuantificationRequest
        {
            Scan = new CtScan(volume, AcquisitionFacts.None, [], "body.nii.gz", "00"),
            Labels = map,
            LabelSource = "body-labels.nii.gz",
            Level = LevelRequest.Found(level),
            Subject = new SubjectRecord { Sex = "F", AgeYears = 63, HeightM = 1.68, WeightKg = 71 },
            ProductVersion = "0.1.0",
            Command = "deepanatomy quantify",
            CreatedUtc = "2026-01-02T03:04:05Z",
        });
        return new(analysis, volume, map, language);
    }
}
