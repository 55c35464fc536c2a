using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Tissues;

namespace DeepAnatomy.Cli.Inputs;

/// <summary>Runs the built-in segmenter with progress on the terminal.</summary>
static class Segmenting
{
    /// <exception cref="WorkNotDoneException">No spine was found, so nothing can be told apart.</exception>
    public static BuiltInSegmentation Run(CtScan scan, CommandEdge edge)
    {
        using var line = edge.Terminal.Progress("segmenting");
        return BuiltInSegmenter.Segment(scan.Hu, out var spine, new ToLine(line), edge.CancellationToken)
            ?? throw new WorkNotDoneException($"{scan.Source}: {spine.Reason}; the built-in segmenter needs a spine in the image. Give labels with --labels to measure it");
    }

    sealed class ToLine(Terminals.Terminal.ProgressLine line) : IProgress<SegmentationProgress>
    {
        public void Report(SegmentationProgress value) => line.Report(value.Stage, value.Fraction);
    }
}
