using DeepAnatomy.Cli.Predictions;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Tissues;

namespace DeepAnatomy.Cli.Segmentations;

/// <summary>Segments a scan: the classical segmenter confirmed by a trained network, or either of them checked by the other.</summary>
static class Segmenting
{
    /// <exception cref="WorkNotDoneException">No spine was found, so nothing can be told apart.</exception>
    public static SegmentedScan Run(CtScan scan, SegmenterChoice choice, CommandEdge edge) =>
        Run(scan, choice, edge, out var spine) ?? throw new WorkNotDoneException($"{scan.Source}: {spine.Reason} The built-in segmenter needs a spine in the image.");

    /// <returns>Null when no spine was found.</returns>
    /// <exception cref="UnreadableModelException">The model cannot be read, or finds nothing that is known here.</exception>
    public static SegmentedScan? Run(CtScan scan, SegmenterChoice choice, CommandEdge edge, out SpineSearch spine)
    {
        using var models = choice.Model is null ? null : Open(choice.Model, edge);
        BuiltInSegmentation? classical;
        using (var line = new Line(edge))
        {
            classical = BuiltInSegmenter.Segment(scan.Hu, out spine, line, edge.CancellationToken);
        }

        if (classical is null || models is null)
        {
            return classical is null ? null : new(classical, BuiltInSegmenter.Name, []);
        }

        return choice.Rule switch
        {
            SegmenterRule.Both => Confirmed(scan, classical, models, choice.Model!, edge),
            SegmenterRule.Network => ByNetwork(scan, classical, models, choice.Model!, edge),
            _ => Checked(classical, models, choice.Model!, edge),
        };
    }

    static SegmentedScan Confirmed(CtScan scan, BuiltInSegmentation classical, LoadedModels models, string model, CommandEdge edge)
    {
        var trained = TrainedLabels.Combine(classical.LabelsLps, OnCanonicalAxes(scan, models, model, edge), classical.HuLps, edge.CancellationToken);
        var labels = ConfirmedLabels.Of(classical.LabelsLps, trained, classical.HuLps, edge.CancellationToken);
        var agreement = Agreement(classical, trained);
        return new(classical with { LabelsLps = labels, Notes = WithNote(classical, agreement) }, $"{BuiltInSegmenter.Name}, confirmed by {NameOf(models, model)}", agreement);
    }

    static SegmentedScan ByNetwork(CtScan scan, BuiltInSegmentation classical, LoadedModels models, string model, CommandEdge edge)
    {
        var trained = OnCanonicalAxes(scan, models, model, edge);
        var labels = TrainedLabels.Alone(classical.LabelsLps, trained, classical.HuLps, edge.CancellationToken);
        var agreement = Agreement(classical, labels);
        return new(classical with { LabelsLps = labels, Notes = WithNote(classical, agreement) }, NameOf(models, model), agreement);
    }

    /// <summary>What the model makes of the scan.</summary>
    static LabelMap OnCanonicalAxes(CtScan scan, LoadedModels models, string model, CommandEdge edge)
    {
        var trained = PredictionRun.Of(Request(model), models, scan.Hu, edge);
        return trained with { Voxels = trained.Voxels.ToAxes() };
    }

    static string NameOf(LoadedModels models, string model) => $"network {(models.Models.First().Name is { Length: > 0 } name ? name : Path.GetFileName(model))}";

    static IReadOnlyList<StructureAgreement> Agreement(BuiltInSegmentation classical, LabelMap trainedLps) =>
        LumbarSlices(classical) is { } slices ? SegmenterAgreement.Of(trainedLps, classical.LabelsLps, slices.From, slices.To) : [];

    /// <summary>The network looks at L3 alone, or what there is of the lumbar spine: enough to see a failure, and quick.</summary>
    static SegmentedScan Checked(BuiltInSegmentation classical, LoadedModels models, string model, CommandEdge edge)
    {
        if ((SlicesOf(classical, "L3") ?? LumbarSlices(classical)) is not { } slices)
        {
            return new(classical, BuiltInSegmenter.Name, []);
        }

        var shape = new Shape(classical.HuLps.Shape.I, classical.HuLps.Shape.J, slices.To - slices.From + 1);
        var hu = Resampler.Crop(classical.HuLps, (0, 0, slices.From), shape, (short)-1024);
        var labels = classical.LabelsLps with { Voxels = Resampler.Crop(classical.LabelsLps.Voxels, (0, 0, slices.From), shape, (ushort)0) };
        var trained = PredictionRun.Of(Request(model), models, hu, edge);
        var agreement = SegmenterAgreement.Of(TrainedLabels.Combine(labels, trained, hu, edge.CancellationToken), labels, 0, shape.K - 1);
        return new(classical with { Notes = WithNote(classical, agreement) }, BuiltInSegmenter.Name, agreement);
    }

    static string[] WithNote(BuiltInSegmentation classical, IReadOnlyList<StructureAgreement> agreement) =>
        [.. classical.Notes, .. new[] { SegmenterAgreement.NoteOf(agreement) }.OfType<string>()];

    static (int From, int To)? LumbarSlices(BuiltInSegmentation found)
    {
        var lumbar = found.Spine.Spine!.Vertebrae.Where(v => v.Name.StartsWith('L')).Select(v => SlicesOf(found, v.Name)!.Value).ToArray();
        return lumbar.Length == 0 ? null : (lumbar.Min(s => s.From), lumbar.Max(s => s.To));
    }

    static (int From, int To)? SlicesOf(BuiltInSegmentation found, string vertebra)
    {
        var last = found.HuLps.Shape.K - 1;
        return found.Spine.Spine!.Find(vertebra) is { } v ? (Math.Clamp((int)Math.Round(v.BottomK), 0, last), Math.Clamp((int)Math.Round(v.TopK), 0, last)) : null;
    }

    static LoadedModels Open(string path, CommandEdge edge)
    {
        var models = LoadedModels.Open(Request(path), edge.CancellationToken);
        if (models.Members.First().Recipe.Classes.Any(c => ProductLabels.Set.Find(c.Name) is { } label && ProductLabels.IsMuscle(label.Value)))
        {
            return models;
        }

        models.Dispose();
        throw new UnreadableModelException(path, "it finds no muscle of the label set deepanatomy-1", "Use `predict` for a model with labels of its own");
    }

    static PredictionRequest Request(string path) => new() { Models = [path], Output = "", Threads = Environment.ProcessorCount };

    /// <summary>A progress line that the segmenter reports to.</summary>
    sealed class Line(CommandEdge edge) : IProgress<SegmentationProgress>, IDisposable
    {
        readonly Terminals.Terminal.ProgressLine line = edge.Terminal.Progress("segmenting");

        public void Report(SegmentationProgress value) => line.Report(value.Stage, value.Fraction);

        public void Dispose() => line.Dispose();
    }
}
