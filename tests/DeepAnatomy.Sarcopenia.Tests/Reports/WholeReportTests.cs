using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Reports;

namespace DeepAnatomy.Sarcopenia.Tests.Reports;

/// <summary>Reports of a synthetic scan that went the whole way.</summary>
public sealed partial class WholeReportTests : IDisposable
{
    static readonly Lazy<(BuiltInSegmentation Found, CtScan Scan)> Segmented = new(() =>
    {
        var phantom = Phantom.Create(new PhantomParameters(new PhantomSubject(), new PhantomProtocol { PixelMm = 2, SliceMm = 5 }));
        return (BuiltInSegmenter.Segment(phantom.Hu, out _)!, new CtScan(phantom.Hu, phantom.Facts, [], "ct.nii.gz", new string('0', 64)));
    });

    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-whole-report-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData("L3")]
    [InlineData("T12")]
    [InlineData("T3")]
    public void A_German_report_has_no_English_sentence_outside_citations(string level)
    {
        var page = Write(Language.De, level, withSpine: true);
        foreach (var citation in Citations.Append("Timed Up and Go"))
        {
            page = page.Replace(citation, "", StringComparison.Ordinal);
        }

        Assert.DoesNotMatch(Telltale(), page);
    }

    [Fact]
    public void The_telltale_words_are_found_in_an_English_report() => Assert.Matches(Telltale(), Write(Language.En, "L3", withSpine: true));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void How_the_level_was_found_is_told_when_a_spine_was_searched(bool withSpine)
    {
        Write(Language.En, "L3", withSpine);
        var html = File.ReadAllText(Path.Combine(folder, ReportWriter.HtmlFile));
        Assert.Equal(withSpine, html.Contains("id=\"evidence\"", StringComparison.Ordinal));
        Assert.Equal(withSpine, html.Contains(Segmented.Value.Found.Spine.Spine!.Explanation!.Anchors[0].English, StringComparison.Ordinal));
    }

    readonly List<string> citations = [];

    IEnumerable<string> Citations => citations.OrderByDescending(c => c.Length);

    string Write(Language language, string level, bool withSpine)
    {
        var (found, scan) = Segmented.Value;
        var analysis = Quantifier.Run(new QuantificationRequest
        {
            Scan = scan,
            Labels = found.LabelsOfFile(),
            LabelSource = BuiltInSegmenter.Name,
            Level = LevelRequest.Found(LevelFinder.FromSpine(found.Spine, level)),
            Subject = new() { Sex = "M", AgeYears = 70, HeightM = 1.75 },
        });
        citations.AddRange([.. analysis.CutOffs.Select(c => c.Citation), .. analysis.Diagnoses.Select(d => d.Citation)]);
        var files = ReportWriter.Write(new ReportInput(analysis, found.HuLps, found.LabelsLps, language) { Spine = withSpine ? found.Spine.Spine : null, Facts = scan.Facts }, folder);
        var html = File.ReadAllText(files.Html).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal);
        var root = XDocument.Parse(html).Root!;
        root.Descendants().Where(e => e.Name.LocalName == "style").Remove();

        // Texts of neighbouring elements must not grow together to new words.
        return string.Join('\n', root.DescendantNodes().OfType<XText>().Select(t => t.Value));
    }

    // Identifiers of checks and labels are written with hyphens and underscores.
    [GeneratedRegex(@"(?<![\w-])(the|of|is|are|and|with|from|by|which|not|below|there|known|years|mean|slice|slices|found|measured|muscle|vertebra|healthy|patients|limits|probability|missing|scan is|no)(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Telltale();
}
