using System.Collections.Immutable;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Writes what is known of a model of nnU-Net into a model card.</summary>
public static class NnUnetCard
{
    const string IgnoreLabel = "ignore";

    /// <summary>The card; what plans and dataset do not say is left empty.</summary>
    /// <param name="model">The model.</param>
    public static ModelCard Of(NnUnetModel model)
    {
        var facts = model.Facts;
        var name = string.Join(" ", new[] { facts.DatasetName, facts.Configuration }.Where(part => part is not null));
        return new()
        {
            Name = name.Length > 0 ? name : "nnU-Net",
            Summary = "Imported from nnU-Net v2; gives logits.",
            Inputs = [Input(model)],
            Labels = Labels(facts),
            Training = new() { Epochs = facts.Epoch, Data = facts.DatasetName is { } dataset ? [new() { Name = dataset }] : [] },
            Origin = new() { Format = NnUnetFile.Format, Architecture = model.Architecture.Encoder == UNetEncoder.Plain ? "PlainConvUNet" : "ResidualEncoderUNet", NnUnet = Settings(facts), Notes = model.Notes },
        };
    }

    static CardInput Input(NnUnetModel model) => new()
    {
        Name = model.Model.Network.Layers[model.Model.Network.Inputs[0].Layer].Name,
        Modality = model.Facts.ChannelNames.FirstOrDefault() ?? "",
        Channels = [.. Enumerable.Range(0, model.Architecture.InputChannels).Select(index => Channel(model.Facts, index))],
        SpacingMm = model.Facts.Spacing.Length == model.Architecture.SpatialRank ? model.Facts.Spacing : [],
        PatchSize = model.Facts.PatchSize.Length == model.Architecture.SpatialRank ? model.Facts.PatchSize : [],
        SizeMultiple = model.Architecture.Divisors,
        Crop = "nonzero",
    };

    static CardChannel Channel(NnUnetFacts facts, int index)
    {
        var name = index < facts.ChannelNames.Length ? facts.ChannelNames[index] : $"channel {index}";
        var intensities = index < facts.Intensities.Length && facts.Intensities[index].IsComplete ? facts.Intensities[index] : null;
        return (index < facts.Normalization.Length ? facts.Normalization[index] : "") switch
        {
            "CTNormalization" when intensities is { StandardDeviation: > 0 } => new()
            {
                Name = name,
                Intensity = CardIntensity.ClipAndStandardise,
                Low = intensities.Percentile005,
                High = intensities.Percentile995,
                Mean = intensities.Mean,
                StandardDeviation = intensities.StandardDeviation,
            },
            "ZScoreNormalization" => new() { Name = name, Intensity = CardIntensity.ZScore },
            "RescaleTo01Normalization" => new() { Name = name, Intensity = CardIntensity.Unit },
            "RGBTo01Normalization" => new() { Name = name, Intensity = CardIntensity.Rgb },
            _ => new() { Name = name },
        };
    }

    static CardLabels Labels(NnUnetFacts facts)
    {
        var used = facts.Labels.Where(label => label.Key != IgnoreLabel).ToArray();
        if (!facts.RegionOrder.IsEmpty)
        {
            var regions = used.Where(label => label.Value is not [0]).Select(label => label.Key).ToImmutableArray();
            return new() { Regions = regions, Labels = [.. regions.Zip(facts.RegionOrder).Where(pair => pair.Second > 0).DistinctBy(pair => pair.Second).Select((pair, index) => new CardLabel { Value = pair.Second, Name = pair.First, Channel = index })] };
        }

        return new() { Labels = [.. used.Where(label => label.Value is [>= 0 and <= 65535]).DistinctBy(label => label.Value[0]).Select(label => new CardLabel { Value = label.Value[0], Name = label.Key })] };
    }

    static CardNnUnet Settings(NnUnetFacts facts) => new()
    {
        Dataset = facts.DatasetName ?? "",
        Plans = facts.PlansName ?? "",
        Configuration = facts.Configuration ?? "",
        Trainer = facts.Trainer ?? "",
        Folds = facts.Fold is { } fold ? [fold] : [],
        Spacing = facts.Spacing,
        PatchSize = facts.PatchSize,
        TransposeForward = facts.TransposeForward,
        TransposeBackward = facts.TransposeBackward,
        NormalizationSchemes = facts.Normalization,
        UseMaskForNorm = facts.NormalizeInMask,
        Foreground = facts.Intensities.All(channel => channel.IsComplete) ? [.. facts.Intensities.Select(Foreground)] : [],
        MirrorAxes = facts.MirroringAxes,
        BatchDice = facts.BatchDice,
        IgnoreLabel = facts.Labels.Where(label => label.Key == IgnoreLabel && label.Value is [> 0]).Select(label => (int?)label.Value[0]).FirstOrDefault(),
        RegionsClassOrder = facts.RegionOrder,
        Resampling = facts.Resampling,
        ImageReader = facts.ImageReader ?? "",
    };

    static CardForeground Foreground(IntensityProperties channel) => new()
    {
        Mean = channel.Mean,
        StandardDeviation = channel.StandardDeviation,
        Median = channel.Median,
        Minimum = channel.Minimum,
        Maximum = channel.Maximum,
        Percentile005 = channel.Percentile005,
        Percentile995 = channel.Percentile995,
    };
}
