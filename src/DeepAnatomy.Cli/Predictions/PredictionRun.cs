using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Nifti;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Cli.Predictions;

/// <summary>Runs a prediction with the maps that are written meanwhile.</summary>
static class PredictionRun
{
    public static LabelMap Of(PredictionRequest request, LoadedModels models, Volume<short> hu, CommandEdge edge)
    {
        if (request.Slices is { } slices && slices.To >= hu.Shape.K)
        {
            throw new UsageException($"--k {slices.From} {slices.To}: the scan has the slices 0 … {hu.Shape.K - 1}.");
        }

        var members = models.Members.ToArray();
        LabelMap? labels = null;
        using var progress = edge.Terminal.Progress("segmenting");
        WithMap(request.Probabilities, members[0].Recipe.Outputs, probabilities =>
            WithMap(request.Uncertainty, 2, uncertainty => labels = Run(probabilities, uncertainty)));
        return labels!;

        void WithMap(string? path, int maps, Action<PlaneSink?> work)
        {
            if (path is null)
            {
                work(null);
                return;
            }

            NiftiMaps.Write(path, hu.Grid, maps, map => work(map.WriteSlice));
        }

        LabelMap Run(PlaneSink? probabilities, PlaneSink? uncertainty)
        {
            try
            {
                var predictor = new Predictor(members, new() { Step = request.Step, Mirrors = request.Mirrors, Slices = request.Slices, Probabilities = probabilities, Uncertainty = uncertainty });
                return predictor.Run(hu, new Direct(share => progress.Report("segmenting", share)), edge.CancellationToken);
            }
            catch (ArgumentException e)
            {
                throw new UsageException(e.Message.Split(" (Parameter")[0]);
            }
        }
    }

    // Progress<T> would report from other threads, late.
    sealed class Direct(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
