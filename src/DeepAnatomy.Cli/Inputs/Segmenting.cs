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
        using var line = new Line(edge);
        return BuiltInSegmenter.Segment(scan.Hu, out var spine, line, edge.CancellationToken)
            ?? throw new WorkNotDoneException($"{scan.Source}: {spine.Reason} The built-in segmenter needs a spine in the image.");
    }

    /// <summary>A progress line that the segmenter reports to.</summary>
    public sealed class Line(CommandEdge edge) : IProgress<SegmentationProgress>, IDisposable
    {
        readonly Terminals.Terminal.ProgressLine line = edge.Terminal.Progress("segmenting");

        public void Report(SegmentationProgress value) => line.Report(value.Stage, value.Fraction);

        public void Dispose() => line.Dispose();
    }
}
