using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Segmentations;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>segment CT OUT</c>: writes the label map of a CT on its own grid.</summary>
static class SegmentCommand
{
    public static Command Create(CommandEdge edge)
    {
        var ct = ImageOptions.Ct();
        var output = new Argument<string>("out") { Description = "The label map to write: .nii.gz, .nii or .nrrd; its names go to a .labels.json beside it." };
        var tissues = new Option<bool>("--tissues") { Description = "Also write OUT with the tissue types of TotalSegmentator (1 subcutaneous fat, 2 torso fat, 3 skeletal muscle, 4 intermuscular fat) as NAME.tissues.*, and the body mask as NAME.body.*." };
        var (segmenter, series, json) = (new SegmenterOptions(), ImageOptions.Series(), ImageOptions.Json());
        var command = new Command("segment", "Segment muscle groups, fat, bone and vertebrae of a CT by the classical segmenter or a trained network, each checked by the other.") { ct, output, tissues, series, json };
        segmenter.AddTo(command);
        return edge.Does(command, parsed =>
        {
            var target = parsed.GetRequiredValue(output);
            OutputPath.CheckWritable(target);
            var scan = CtInput.Read(parsed.GetRequiredValue(ct), parsed.GetValue(series), edge);
            var segmented = Segmenting.Run(scan, segmenter.Read(parsed), edge);
            var found = segmented.Found;
            var labels = found.LabelsOfFile();
            ImageFile.WriteLabelMap(target, labels, edge.CancellationToken);
            List<string> written = [target];
            if (parsed.GetValue(tissues))
            {
                written.Add(Write("tissues", TissueTypes.Of(labels)));
                written.Add(Write("body", TissueTypes.BodyOf(labels)));
            }

            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(JsonText.Of(new
                {
                    files = written,
                    segmentation = segmented.Name,
                    agreement = segmented.Agreement.Select(a => new { a.Structure, dice = double.IsNaN(a.Dice) ? (double?)null : a.Dice, a.IsDoubtful }),
                    vertebrae = found.Spine.Spine!.Vertebrae.Select(v => new { v.Name, centreK = v.CentreK, bottomK = v.BottomK, topK = v.TopK }),
                    namingConfidence = found.Spine.Spine.LabelConfidence,
                    naming = found.Spine.Spine.LabelReason,
                    notes = found.Notes,
                    warnings = scan.Warnings,
                }));
            }
            else
            {
                foreach (var note in scan.Warnings.Concat(found.Notes))
                {
                    edge.Terminal.Note($"note: {note}");
                }

                edge.Terminal.Out.WriteLine(string.Join(Environment.NewLine, written));
            }

            return ExitCodes.Done;

            string Write(string suffix, LabelMap map)
            {
                var path = OutputPath.WithSuffix(target, suffix);
                ImageFile.WriteLabelMap(path, map, edge.CancellationToken);
                return path;
            }
        });
    }
}
