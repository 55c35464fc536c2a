using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Quantifications;
using DeepAnatomy.Cli.Segmentations;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Reports;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>quantify CT --out DIR</c>: from a scan to measurements and reports.</summary>
static class QuantifyCommand
{
    public static Command Create(CommandEdge edge)
    {
        var ct = ImageOptions.Ct();
        var output = new Option<string>("--out", "-o") { Description = "Folder for measurements.json, measurements.csv, report.html, report.pdf, overlay.png and labels.nii.gz.", Required = true, HelpName = "DIR" };
        var labels = new Option<string?>("--labels") { Description = "Label map on the CT's grid; without it the built-in segmenter draws one.", HelpName = "FILE" };
        var labelSet = new Option<string?>("--label-set") { Description = "What the values of --labels mean: a known set or a JSON file (default: names in or beside the file, else recognised).", HelpName = "SET" };
        labelSet.CompletionSources.Add(_ => LabelSets.All.Select(s => new System.CommandLine.Completions.CompletionItem(s.Id)));
        var groups = new Option<string?>("--groups") { Description = "JSON file with muscle groups that add to or replace the built-in ones.", HelpName = "FILE" };
        var level = new Option<string>("--level") { Description = "Vertebra at which is measured.", DefaultValueFactory = _ => "L3", HelpName = "L3" };
        level.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5");
        var slice = new Option<int?>("--slice") { Description = "Measure at this slice of the file, counted from 0 along its head-foot axis, instead of looking for the level.", HelpName = "K" };
        var rule = new Option<string>("--rule") { Description = "Slices of the level: centroid (one slice), whole (mean over the vertebra), or mean-N (mean of N slices above and below too, for example mean-2).", DefaultValueFactory = _ => "centroid", HelpName = "RULE" };
        var language = new Option<Language>("--lang") { Description = "Language of the report: en or de.", DefaultValueFactory = _ => Language.En };
        var segmenter = new SegmenterOptions();
        var (series, json, subject) = (ImageOptions.Series(), ImageOptions.Json(), new SubjectOptions());
        var command = new Command("quantify", "Measure muscle, fat and density of a CT and write the report.") { ct, output, labels, labelSet, groups, level, slice, rule, language, series, json };
        segmenter.AddTo(command);
        subject.AddTo(command);
        return edge.Does(command, parsed =>
        {
            var request = new QuantifyRequest(parsed.GetRequiredValue(output))
            {
                LabelsPath = parsed.GetValue(labels),
                LabelSet = LabelInput.SetOf(parsed.GetValue(labelSet)),
                Groups = LabelInput.GroupsOf(parsed.GetValue(groups)),
                Level = parsed.GetRequiredValue(level).ToUpperInvariant(),
                FileSlice = parsed.GetValue(slice),
                Rule = RuleOf(parsed.GetRequiredValue(rule)),
                Language = parsed.GetValue(language),
                Segmenter = segmenter.Read(parsed),
            };
            subject.Check(parsed);
            var scan = CtInput.Read(parsed.GetRequiredValue(ct), parsed.GetValue(series), edge);
            var done = Quantify.Run(scan, subject.Read(parsed), request, edge);
            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(done.Json);
            }
            else
            {
                QuantifySummary.Write(done, edge.Terminal.Out);
            }

            if (!done.Analysis.IsMeasured)
            {
                edge.Terminal.Error.WriteLine($"deepanatomy: nothing was measured: {done.Analysis.Level.Reason}");
                return ExitCodes.NotDone;
            }

            return ExitCodes.Done;
        });
    }

    static SliceRule RuleOf(string text) => text.ToLowerInvariant() switch
    {
        "centroid" => SliceRule.SingleSlice,
        "whole" => SliceRule.WholeVertebra,
        var t when t.StartsWith("mean-", StringComparison.Ordinal) && int.TryParse(t[5..], out var n) && n is >= 1 and <= 50 => SliceRule.MeanAround(n),
        _ => throw new UsageException($"--rule {text}: give centroid, whole, or mean-N with N from 1 to 50."),
    };
}
