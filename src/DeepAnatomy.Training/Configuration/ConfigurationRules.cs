using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Configuration;

/// <summary>What must hold between the settings of a configuration, whatever the data. A rule is left out where a setting it looks at could not be read.</summary>
sealed class ConfigurationRules(TrainingConfiguration configuration, ProblemList problems)
{
    /// <summary>Coarser voxels than this within a slice show no muscle, mm.</summary>
    const double CoarsestMm = 5;

    public static void Check(TrainingConfiguration configuration, ProblemList problems)
    {
        var rules = new ConfigurationRules(configuration, problems);
        rules.Data();
        rules.Images();
        rules.Course();
        rules.Files();
    }

    void Data()
    {
        var (split, path) = (configuration.Split, configuration.Data.Path);
        Must(path.Length > 0, "data.path", "The dataset is missing: give its folder or a table of its cases.");
        Must(split.Fold < split.Folds, "split.fold", $"There is no fold {split.Fold} among {split.Folds}; choose 0 to {split.Folds - 1}.", "split.folds");
    }

    void Images()
    {
        var (sampling, preprocessing) = (configuration.Sampling, configuration.Preprocessing);
        var (wanted, spacing) = (sampling.Mode == PatchMode.Block ? 3 : 2, preprocessing.SpacingMm);
        Must(sampling.PatchSize.Length == wanted, "sampling.patch_size", $"A patch has {wanted} sizes here, not {sampling.PatchSize.Length}.", "sampling.mode");
        Must(spacing.Length <= 3, "preprocessing.spacing_mm", $"There are three axes, not {spacing.Length}.");
        Must(!spacing.Take(2).Any(mm => mm > CoarsestMm), "preprocessing.spacing_mm", $"{spacing.DefaultIfEmpty().Max():0.##} mm between the voxels of a slice is too coarse for muscles, which are a few centimetres wide; 1 to 3 mm are usual, 0 keeps the scan's own.");
        var isWindow = preprocessing.Normalisation == NormalisationKind.Window;
        Must(!isWindow || preprocessing.WindowLowHu < preprocessing.WindowHighHu, "preprocessing.window_low_hu", $"The window from {preprocessing.WindowLowHu} to {preprocessing.WindowHighHu} HU is empty.", "preprocessing.window_high_hu", "preprocessing.normalisation");
    }

    void Course()
    {
        var (warmUp, iterations) = (configuration.Schedule.WarmUpIterations, configuration.Limits.Iterations);
        Must(configuration.Loss.Any(part => part is { Weight: > 0 }), "loss", "There is no part with a weight above 0, so nothing would be learned; the usual parts are cross_entropy and dice.");
        Must(warmUp < iterations, "schedule.warm_up_iterations", $"The warm-up of {warmUp} iterations is not shorter than the training of {iterations}.", "limits.iterations");
    }

    void Files()
    {
        var (weights, architecture) = (configuration.Start.Weights, configuration.Architecture);
        Must(weights is null || File.Exists(weights) || Directory.Exists(weights), "start.weights", $"There is no file {weights}.");
        Must(architecture is null || File.Exists(architecture), "architecture", $"There is no file {architecture}.");
    }

    void Must(bool holds, string path, string message, params string[] lookedAt)
    {
        if (!holds && !lookedAt.Append(path).Any(problems.Touches))
        {
            problems.Add(path, message);
        }
    }
}
