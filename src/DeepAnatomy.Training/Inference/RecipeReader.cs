using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;

namespace DeepAnatomy.Training.Inference;

/// <summary>Finds out from a model's card and graph how scans are segmented with it; says all that is missing at once.</summary>
public static class RecipeReader
{
    // Sizes that every network with up to five levels of halving takes.
    const int UsualMultiple = 32;

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The model, for messages.</param>
    /// <param name="network">Its graph.</param>
    /// <param name="card">Its card, or null where there is none.</param>
    /// <exception cref="UnreadableModelException">There is no card, or the model or card do not say enough to segment a CT; names all that is missing.</exception>
    public static SegmentationRecipe Read(string path, Network network, ModelCard? card)
    {
        if (card is null)
        {
            throw new UnreadableModelException(
                path,
                "the model has no card, so nobody knows the voxel size, the HU window, the orientation and the labels it was trained with",
                $"Write them into {ModelCardFile.Beside(path)} or give a card (inputs with channels, spacingMm, patchSize, sizeMultiple, orientation; labels)");
        }

        List<Problem> problems = [];
        var (input, output) = Shapes(network, problems);
        var recipe = problems.Count > 0 ? null : Recipe(path, network, card, input, output, problems);
        return problems.Count > 0 ? throw new UnreadableModelException(path, [.. problems]) : recipe!;
    }

    static (TensorShape Input, TensorShape Output) Shapes(Network network, List<Problem> problems)
    {
        if (network.Inputs is not [var only] || network.Layers[only.Layer] is not InputLayer layer)
        {
            problems.Add(new("network", "It takes more than one array; only networks that take one scan can be used."));
            return default;
        }

        var shape = layer.Shape;
        var output = network.OutputShapes(new() { Layer = 0 }, [shape])[0];
        if (shape.Rank is not (4 or 5) || output.Rank != shape.Rank || shape[-1] is null || output[-1] is null)
        {
            problems.Add(new("network", $"From an array {shape} it makes {output}; a segmentation network makes one score for each voxel and class of slices or volumes, channels last."));
        }

        return (shape, output);
    }

    static SegmentationRecipe Recipe(string path, Network network, ModelCard card, TensorShape shape, TensorShape output, List<Problem> problems)
    {
        var (rank, outputs) = (shape.Rank - 2, output[-1]!.Value);
        var nnUnet = card.Origin?.NnUnet;
        var input = card.Inputs is [var only] ? only : new();
        if (card.Task != CardTask.Segmentation)
        {
            problems.Add(new("task", $"It is a model for {card.Task}, not for segmentation."));
        }

        CheckChannels(card, input, shape[-1]!.Value, problems);
        var isRegions = !card.Labels.Regions.IsEmpty || outputs == 1 || OutputFunction.Of(network) == "sigmoid";
        var classes = Classes(card.Labels, outputs, problems);
        var tile = Tile(shape, input, nnUnet is not null, rank, problems);
        return new()
        {
            Model = path,
            SpatialRank = rank,
            Channels = input.Channels,
            Outputs = outputs,
            Scores = OutputFunction.Of(network) is "softmax" or "sigmoid" ? ScoreKind.Probabilities : ScoreKind.Logits,
            IsRegions = isRegions,
            Classes = classes,
            LabelSet = card.Labels.LabelSet,
            SpacingMm = Along(input.SpacingMm, rank, 0.0),
            AxisCodes = nnUnet is null ? Codes(input.Orientation) : nnUnet.ImageReader.Contains("Reorient", StringComparison.Ordinal) ? "RAS" : null,
            Transpose = nnUnet is { TransposeForward.Length: 3 } ? nnUnet.TransposeForward : [0, 1, 2],
            Tile = tile,
            Multiple = Along(input.SizeMultiple, rank, input.SizeMultiple.IsEmpty ? UsualMultiple : 1),
            CropsToBody = input.Crop == "body",
            PadsWithZero = nnUnet is not null,
            MirrorAxes = nnUnet is null ? null : [.. nnUnet.MirrorAxes.Where(axis => axis >= 0 && axis < rank).Select(axis => rank - 1 - axis)],
            SwapsSides = nnUnet is null,
        };
    }

    static void CheckChannels(ModelCard card, CardInput input, int channels, List<Problem> problems)
    {
        if (card.Inputs.Length != 1)
        {
            problems.Add(new("inputs", $"The card describes {card.Inputs.Length} inputs; the network has one."));
        }
        else if (input.Channels.Length != channels)
        {
            problems.Add(new("inputs[0].channels", $"The card describes {input.Channels.Length} channels; the network takes {channels}."));
        }

        if (card.Origin?.NnUnet is { } nnUnet)
        {
            if (nnUnet.NormalizationSchemes.IsEmpty)
            {
                problems.Add(new("inputs[0].channels", "The checkpoint does not say how intensities were normalised; keep plans.json and dataset.json beside it, or give a card."));
            }

            if (nnUnet.TransposeForward is not [] && !nnUnet.TransposeForward.Order().SequenceEqual([0, 1, 2]))
            {
                problems.Add(new("origin.nnUnet.transposeForward", $"({string.Join(", ", nnUnet.TransposeForward)}) is no order of the axes 0, 1, 2."));
            }

            if (channels > 1)
            {
                problems.Add(new("inputs[0].channels", $"It takes {channels} images of the same patient; only models of a single CT can be used."));
            }
        }

        foreach (var channel in input.Channels)
        {
            var needsWindow = channel.Intensity is CardIntensity.Window or CardIntensity.WindowSymmetric or CardIntensity.ClipAndStandardise;
            if ((needsWindow && !(channel.Low < channel.High)) || (channel.Intensity == CardIntensity.ClipAndStandardise && !(channel is { Mean: not null, StandardDeviation: > 0 })))
            {
                problems.Add(new("inputs[0].channels", $"The numbers of the intensities ({channel.Intensity}) of channel '{channel.Name}' are missing."));
            }
        }
    }

    static ImmutableArray<SegmentationClass> Classes(CardLabels labels, int outputs, List<Problem> problems)
    {
        // One output alone shows the one label.
        ImmutableArray<SegmentationClass> classes = [.. labels.Labels.Where(label => label.Value is >= 0 and <= ushort.MaxValue)
            .Select(label => new SegmentationClass(label.Channel ?? (outputs == 1 ? 0 : label.Value), (ushort)label.Value, label.Name))
            .Where(item => outputs > 1 || item.Value > 0)];
        if (!classes.Any(item => item.Value > 0))
        {
            problems.Add(new("labels", "The card names no structure that the model finds."));
        }

        foreach (var item in classes.Where(item => item.Channel >= outputs))
        {
            problems.Add(new("labels", $"'{item.Name}' is said to be in output channel {item.Channel}, and the network has {outputs} (0 … {outputs - 1})."));
        }

        foreach (var twice in classes.GroupBy(item => item.Channel).Where(group => group.Count() > 1))
        {
            problems.Add(new("labels", $"Output channel {twice.Key} is said to show {string.Join(" and ", twice.Select(item => $"'{item.Name}'"))}."));
        }

        return classes;
    }

    static ImmutableArray<int> Tile(TensorShape shape, CardInput input, bool isNnUnet, int rank, List<Problem> problems)
    {
        ImmutableArray<int?> sizes = [.. Enumerable.Range(1, rank).Select(axis => shape[axis])];
        if (sizes.All(size => size is not null))
        {
            return Along([.. sizes.Select(size => size!.Value)], rank, 1);
        }

        if (rank == 3 && input.PatchSize.Length != 3)
        {
            problems.Add(new("inputs[0].patchSize", "The card does not say the size of the volumes it was trained on."));
        }

        // Networks that take any slice see it whole: fewer voxels are computed than with overlapping tiles, and no border inside the patient.
        return rank == 2 && !isNnUnet ? [0, 0, 1] : Along(input.PatchSize, rank, rank == 2 ? 0 : 1).SetItem(2, rank == 2 ? 1 : input.PatchSize.Length == 3 ? input.PatchSize[0] : 1);
    }

    // From the card's order (slowest first, two or three axes) to i, j, k.
    static ImmutableArray<T> Along<T>(ImmutableArray<T> slowestFirst, int rank, T otherwise)
    {
        T At(int axis) => axis < slowestFirst.Length ? slowestFirst[slowestFirst.Length - 1 - axis] : otherwise;
        return [At(0), At(1), rank == 3 || slowestFirst.Length == 3 ? At(2) : otherwise];
    }

    static string? Codes(CardOrientation orientation) => orientation switch { CardOrientation.Lps => "LPS", CardOrientation.Ras => "RAS", _ => null };
}
