using DeepAnatomy.Cli.Predictions;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Tissues;

namespace DeepAnatomy.Cli.Segmentations;

/// <summary>Segments a scan: a trained network decides the labels, the classical segmenter finds body and spine and checks the network.</summary>
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

        var trained = PredictionRun.Of(Request(choice.Model!), models, scan.Hu, edge);
        var labels = TrainedLabels.Combine(classical.Labels, trained, scan.Hu, edge.CancellationToken);
        var labelsLps = labels with { Voxels = labels.Voxels.ToAxes() };
        var agreement = SegmenterAgreement.Of(labelsLps, classical.LabelsLps, classical.Spine.Spine!);
        string[] notes = [.. classical.Notes, .. new[] { SegmenterAgreement.NoteOf(agreement) }.OfType<string>()];
        return new(classical with { Labels = labels, LabelsLps = labelsLps, Notes = notes }, models.Models.First().Name is { Length: > 0 } name ? $"network {name}" : $"network {Path.GetFileName(choice.Model!)}", agreement);
    }

    static LoadedModels Open(string path, CommandEdge edge)
    {
        var models = LoadedModels.Open(Request(path), edge.CancellationToken);
        if (models.Members.First().Recipe.Classes.Any(c => ProductLabels.Set.Find(c.Name) is { Value: > 0 and <= ProductLabels.OtherMuscleRight }))
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
