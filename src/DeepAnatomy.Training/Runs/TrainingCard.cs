using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Training.Runs;

/// <summary>Writes the card of a model that was trained here.</summary>
sealed class TrainingCard(TrainingSetup setup, RunContext context, Normalisation normalisation, string datasetSha256, bool isSparse)
{
    public ModelCard Of(LoopState state, CaseDice? dice) => new()
    {
        Name = setup.Configuration.Name,
        Summary = $"Segments {string.Join(", ", setup.Dataset.Classes.Names.Skip(1))} in CT.",
        Task = CardTask.Segmentation,
        Limits = ["Validated only on the held-out cases of its own dataset; other scanners, protocols and patients were not tested."],
        Inputs = [Input()],
        Labels = Labels(),
        Training = Training(state),
        Metrics = dice is null ? [] : Metrics(dice),
        Provenance = new() { Version = context.Version, Command = string.Join(' ', context.Command.Select(WithoutFolders)), Created = context.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) },
    };

    /// <summary>A model travels, the folders of the machine that made it do not.</summary>
    static string WithoutFolders(string word)
    {
        // A path may follow the key of a setting.
        var start = word.IndexOf('=', StringComparison.Ordinal) + 1;
        var path = word[start..];
        return Path.IsPathRooted(path) ? word[..start] + Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : word;
    }

    CardInput Input()
    {
        var (preprocessing, sampling) = (setup.Configuration.Preprocessing, setup.Configuration.Sampling);
        var shape = sampling.BatchShape();
        double[] spacing = [.. Enumerable.Range(0, shape.IsVolumetric ? 3 : 2).Select(axis => axis < preprocessing.SpacingMm.Length ? preprocessing.SpacingMm[axis] : 0).Reverse()];
        var isWindow = preprocessing.Normalisation == NormalisationKind.Window;
        return new()
        {
            Name = setup.Network.Layers[setup.Network.Inputs[0].Layer].Name,
            Channels =
            [
                .. Enumerable.Range(0, shape.Channels).Select(channel => new CardChannel
                {
                    Name = "CT",
                    Intensity = isWindow ? CardIntensity.WindowSymmetric : CardIntensity.ClipAndStandardise,
                    Low = normalisation.LowHu,
                    High = normalisation.HighHu,
                    Mean = isWindow ? null : normalisation.CentreHu,
                    StandardDeviation = isWindow ? null : normalisation.ScaleHu,
                    SliceOffset = sampling.Mode == PatchMode.NeighbourSlices ? channel - (shape.Channels / 2) : 0,
                }),
            ],
            SpacingMm = spacing.All(mm => mm > 0) ? [.. spacing] : [],
            Orientation = CardOrientation.Lps,
            PatchSize = [.. sampling.PatchSize.Reverse()],
            SizeMultiple = setup.SizeMultiple,
            Crop = preprocessing.CropsToBody ? "body" : "none",
        };
    }

    // Where every class is one label of the set, results carry the values of the set; else the classes count from 1.
    CardLabels Labels()
    {
        var classes = setup.Dataset.Classes;
        var values = Enumerable.Range(1, classes.Count - 1).Select(n => classes.Labels[n] is [var only] && only == classes.Names[n] ? setup.Dataset.LabelSet.Find(only)?.Value : null).ToArray();
        var isOfSet = values.All(value => value is not null);
        return new()
        {
            LabelSet = isOfSet ? classes.LabelSetId : "",
            Labels = [new() { Value = 0, Name = "background", Channel = 0 }, .. Enumerable.Range(1, classes.Count - 1).Select(n => new CardLabel { Value = isOfSet ? values[n - 1]!.Value : n, Name = classes.Names[n], Channel = n })],
        };
    }

    CardTraining Training(LoopState state)
    {
        var cases = setup.TrainingCases.ToHashSet();
        return new()
        {
            Summary = $"Fold {setup.Configuration.Split.Fold} of {setup.Configuration.Split.Folds}; {state.SkippedBatches} batches without a defined voxel were skipped.",
            Data = [new() { Name = setup.Dataset.Name, Cases = cases.Count, Patients = setup.Dataset.Cases.Where(c => cases.Contains(c.Id)).Select(c => c.Patient).Distinct().Count(), Sha256 = datasetSha256 }],
            Epochs = state.Epoch,
            Iterations = (int)Math.Min(state.Iteration, int.MaxValue),
            Split = $"By patient, seed {setup.Configuration.Split.Seed}: {cases.Count} cases train, {setup.ValidationCases.Length} validate.",
            Annotation = isSparse ? "sparse (SPLAT)" : "dense",
            Augmentation = setup.Configuration.Augmentation.Mirroring is { Probability: > 0, LeftRight: true } ? "with mirroring of left and right" : "without mirroring of left and right",
            Seed = setup.Configuration.Seed,
            StartedFrom = setup.Configuration.Start.Weights is { } weights ? Path.GetFileName(weights) : null,
        };
    }

    ImmutableArray<CardMetric> Metrics(CaseDice dice)
    {
        CardMetric One(string structure, double value) => new()
        {
            Name = "Dice",
            Definition = "2 TP / (2 TP + FP + FN) of each case over the certain voxels of the validated slices on the grid of the network, mean over the cases in which the structure is drawn or predicted",
            Dataset = $"{setup.Dataset.Name}, fold {setup.Configuration.Split.Fold}",
            Structure = structure,
            Cases = dice.Cases.Length,
            Value = double.IsNaN(value) ? null : value,
            Reason = double.IsNaN(value) ? "The structure is neither drawn nor predicted in any validation case." : null,
        };
        return [One("", dice.Macro), .. dice.Classes.Select((name, n) => One(name, dice.Of(n)))];
    }
}
