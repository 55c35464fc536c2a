using System.Collections.Immutable;
using System.CommandLine;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.PyTorch;
using DeepAnatomy.Networks.Safetensors;

namespace DeepAnatomy.Cli.Models;

/// <summary>A model file as the user named it, and how it is to be read.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Weights">File with the weights where <paramref name="Path"/> holds the architecture only, else null.</param>
/// <param name="Legacy">How a model of an older Keras is read.</param>
/// <param name="Fold">Fold of an nnU-Net model, or null for the first.</param>
sealed record ModelInput(string Path, string? Weights, KerasReadOptions Legacy, string? Fold)
{
    /// <summary>Reads the network and its weights.</summary>
    public ReadModel Read()
    {
        if (IsNnUnet)
        {
            var read = NnUnetFile.Open(Path, Fold);
            return new(read.Model, [], read.Notes, NnUnetCard.Of(read));
        }

        RefuseWhatHasNoGraph();
        if (Weights?.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) == true)
        {
            var architecture = KerasReader.ReadArchitecture(Path, Legacy);
            return new(new Model { Network = architecture.Network, Weights = SafetensorsWeights.Read(Weights, architecture.Network), Origin = architecture.Origin }, architecture.Notes, [], null);
        }

        var reading = Weights is null ? KerasReader.Read(Path, Legacy) : KerasReader.Read(Path, Weights, Legacy);
        return new(reading.Model, reading.Notes, [], ModelCardFile.Find(Path));
    }

    /// <summary>Reads the network; the weights too when the file has them.</summary>
    public ReadModel ReadArchitecture()
    {
        if (Weights is not null || IsNnUnet)
        {
            return Read();
        }

        RefuseWhatHasNoGraph();
        if (!Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Read();
        }

        var reading = KerasReader.ReadArchitecture(Path, Legacy);
        return new(new Model { Network = reading.Network, Weights = new([]), Origin = reading.Origin }, reading.Notes, [], null);
    }

    bool IsNnUnet => NnUnetFile.IsFolder(Path) || TorchFiles.KindOf(Path) == TorchFileKind.Checkpoint;

    void RefuseWhatHasNoGraph()
    {
        if (System.IO.Path.GetExtension(Path).ToLowerInvariant() is ".onnx" or ".pt" or ".ts")
        {
            throw new UsageException($"{Path}: ONNX and TorchScript models are run as they are ('deepanatomy model run'); their graphs are not read.");
        }
    }

    /// <summary>The argument and options of every command that reads a model.</summary>
    internal sealed class Parts
    {
        public Argument<string> Model { get; } = new("model") { Description = "A .keras file or folder, a whole-model .h5 of Keras 1 to 3, JSON of model.to_json(), or a .pth file or folder of nnU-Net." };

        public Option<string?> Weights { get; } = new("--weights") { Description = "File with the weights (.weights.h5, .h5, .safetensors) of an architecture in JSON.", HelpName = "FILE" };

        public Option<bool?> LegacyBilinear { get; } = new("--legacy-bilinear") { Description = "Whether bilinear UpSampling2D of an old model works without half-pixel centres (default: as the version in the file says)." };

        public Option<bool> ByName { get; } = new("--by-name") { Description = "Match the weights of a legacy .h5 by the names of layers, not by their order." };

        public Option<string?> Fold { get; } = new("--fold") { Description = "Fold of an nnU-Net model (default: the first there is).", HelpName = "N" };

        public void AddTo(Command command)
        {
            command.Add(Model);
            command.Add(Weights);
            command.Add(LegacyBilinear);
            command.Add(ByName);
            command.Add(Fold);
        }

        public ModelInput Of(ParseResult parsed) => new(
            parsed.GetRequiredValue(Model),
            parsed.GetValue(Weights),
            new(parsed.GetValue(LegacyBilinear), null, parsed.GetValue(ByName)),
            parsed.GetValue(Fold));
    }
}

/// <summary>A model that was read.</summary>
/// <param name="Model">Network and weights.</param>
/// <param name="Changes">What an older Keras meant otherwise.</param>
/// <param name="Notes">What else was left out or assumed.</param>
/// <param name="Card">The model card, or null when there is none.</param>
sealed record ReadModel(Model Model, ImmutableArray<MigrationNote> Changes, ImmutableArray<string> Notes, ModelCard? Card);
