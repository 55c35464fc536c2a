using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Configuration;

/// <summary>What must hold between the settings of a configuration, whatever the data.</summary>
static class ConfigurationRules
{
    public static void Check(TrainingConfiguration configuration, ProblemList problems)
    {
        if (configuration.Data.Path.Length == 0)
        {
            problems.Add("data.path", "The dataset is missing: give its folder or a table of its cases.");
        }

        if (configuration.Loss.IsEmpty || configuration.Loss.All(part => part.Weight == 0))
        {
            problems.Add("loss", "There is no part with a weight above 0, so nothing would be learned; the usual parts are cross_entropy and dice.");
        }

        var wanted = configuration.Sampling.Mode == PatchMode.Block ? 3 : 2;
        if (configuration.Sampling.PatchSize.Length != wanted)
        {
            problems.Add("sampling.patch_size", $"A patch has {wanted} sizes here, not {configuration.Sampling.PatchSize.Length}.");
        }

        if (configuration.Preprocessing.SpacingMm.Length > 3)
        {
            problems.Add("preprocessing.spacing_mm", $"There are three axes, not {configuration.Preprocessing.SpacingMm.Length}.");
        }

        if (configuration.Preprocessing.Normalisation == NormalisationKind.Window && configuration.Preprocessing.WindowLowHu >= configuration.Preprocessing.WindowHighHu)
        {
            problems.Add("preprocessing.window_low_hu", $"The window from {configuration.Preprocessing.WindowLowHu} to {configuration.Preprocessing.WindowHighHu} HU is empty.");
        }

        if (configuration.Split.Fold >= configuration.Split.Folds)
        {
            problems.Add("split.fold", $"There is no fold {configuration.Split.Fold} among {configuration.Split.Folds}; choose 0 to {configuration.Split.Folds - 1}.");
        }

        if (configuration.Schedule.WarmUpIterations >= configuration.Limits.Iterations)
        {
            problems.Add("schedule.warm_up_iterations", $"The warm-up of {configuration.Schedule.WarmUpIterations} iterations is not shorter than the training of {configuration.Limits.Iterations}.");
        }

        if (configuration.Start.Weights is { } weights && !File.Exists(weights) && !Directory.Exists(weights))
        {
            problems.Add("start.weights", $"There is no file {weights}.");
        }

        if (configuration.Architecture is { } architecture && !File.Exists(architecture))
        {
            problems.Add("architecture", $"There is no file {architecture}.");
        }
    }
}
