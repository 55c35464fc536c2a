using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Pickle;
using DeepAnatomy.Networks.PyTorch;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Reads models trained with nnU-Net v2: folders of trained models and single checkpoints. Nothing in them is executed.</summary>
public static class NnUnetFile
{
    /// <summary>Format named in <see cref="ModelOrigin.Format"/>.</summary>
    public const string Format = "nnunet-2";

    const long LargestSettings = 64L << 20;

    /// <summary>Whether the path is a folder laid out as nnU-Net does; a single checkpoint is told by its ending.</summary>
    /// <param name="path">File or folder.</param>
    public static bool IsFolder(string path) => NnUnetLocation.IsFolder(path);

    /// <summary>Reads a trained model.</summary>
    /// <param name="path">A checkpoint (<c>.pth</c>), a fold's folder, or the folder of a trained model.</param>
    /// <param name="fold">Fold to take, e.g. <c>0</c> or <c>all</c>; null for the first.</param>
    /// <param name="configuration">Configuration of the plans; null for the one the checkpoint names.</param>
    /// <exception cref="UnreadableModelException">There is no model, it is damaged, asks for more than data, or is of a kind not known.</exception>
    public static NnUnetModel Open(string path, string? fold = null, string? configuration = null)
    {
        var location = NnUnetLocation.Find(path, fold);
        if (!File.Exists(location.Checkpoint))
        {
            throw new UnreadableModelException(path, "there is no such file", "Check the path");
        }

        using var file = TorchFile.Open(location.Checkpoint);
        try
        {
            return Read(file, location, configuration);
        }
        catch (PlanException e)
        {
            throw new UnreadableModelException(path, e.Message, e.Remedy, e);
        }
        catch (PickleException e)
        {
            throw new UnreadableModelException(path, e.Message, "Save the checkpoint again", e);
        }
    }

    static NnUnetModel Read(TorchFile file, NnUnetLocation location, string? configurationName)
    {
        var root = file.Root as PickleDictionary ?? throw new PlanException("the file holds no dictionary of weights", "Give a checkpoint of nnU-Net");
        var weights = WeightNames.Unique(Weights(root));
        var settings = Settings(root, location, configurationName);
        var configuration = settings is { Plans: { } plans, Configuration: { } name } ? Plans.Configuration(plans, name) : null;
        var (input, output) = WeightArchitecture.Channels(weights);
        var architecture = configuration is null ? WeightArchitecture.Read(weights) : PlanArchitecture.Read(configuration, input, output);
        if (UNetCheck.Problems(architecture) is { Length: > 0 } problems)
        {
            throw new PlanException(problems[0].TrimEnd('.'), "Check that the plans belong to this checkpoint");
        }

        var network = UNetBuilder.Build(architecture, "nnunet", out var modules);
        var filler = new TorchWeights(file, weights);
        var model = new Model { Network = network, Weights = filler.Fill(network, modules), Origin = new(Format) };
        var facts = FactsReader.Read(settings, configuration);
        return new(model, architecture, facts, Notes(filler, location, settings, facts, configuration is not null, output));
    }

    static ImmutableArray<string> Notes(TorchWeights filler, NnUnetLocation location, CheckpointSettings settings, NnUnetFacts facts, bool hasPlans, int output)
    {
        List<string> notes = [];
        if (filler.Unused.Any())
        {
            notes.Add("The outputs at lower resolution (deep supervision) were left out; they serve training only.");
        }

        if (!hasPlans)
        {
            notes.Add((settings.Plans is null ? "There are no plans" : "Nothing says which configuration of the plans was trained") + ": the network was read off its weights, with nnU-Net's own activation (LeakyReLU 0.01) and ε (1e-5), and nothing is known of the preprocessing.");
        }

        if (location.Folds.Count > 1)
        {
            notes.Add($"The folder holds {location.Folds.Count} folds ({string.Join(", ", location.Folds)}); fold {settings.Fold} was taken.");
        }

        var classes = facts.RegionOrder.IsEmpty ? facts.Labels.Count(label => label.Key != "ignore") : facts.RegionOrder.Length;
        if (classes > 0 && classes != output)
        {
            notes.Add($"The dataset names {classes} classes, and the network gives {output}.");
        }

        return [.. notes];
    }

    static PickleDictionary Weights(PickleDictionary root) =>
        root["network_weights"] as PickleDictionary ?? root["state_dict"] as PickleDictionary ?? root["model_state_dict"] as PickleDictionary ?? root;

    static CheckpointSettings Settings(PickleDictionary root, NnUnetLocation location, string? configurationName)
    {
        var arguments = PickleJson.Of(root["init_args"]) as JsonObject;
        var plans = Json(location.Folder, "plans.json") ?? NotEmpty(arguments?["plans"]);
        return new()
        {
            Plans = plans,
            Dataset = Json(location.Folder, "dataset.json") ?? NotEmpty(arguments?["dataset_json"]),
            Configuration = configurationName ?? Text(arguments?["configuration"]) ?? FromFolder(location.Folder, plans),
            Fold = arguments?["fold"]?.ToString(),
            Trainer = root["trainer_name"] as string,
            Epoch = root["current_epoch"] is long epoch and >= 0 and < int.MaxValue ? (int)epoch : null,
            MirroringAxes = PickleJson.Of(root["inference_allowed_mirroring_axes"]),
        };
    }

    static string? FromFolder(string? folder, JsonObject? plans)
    {
        // Folders are called TRAINER__PLANS__CONFIGURATION.
        var parts = folder is null ? [] : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Split("__");
        return parts.Length == 3 ? parts[2] : plans?["configurations"] is JsonObject { Count: 1 } only ? only.First().Key : null;
    }

    static JsonObject? NotEmpty(JsonNode? node) => node is JsonObject { Count: > 0 } settings ? settings : null;

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static JsonObject? Json(string? folder, string name)
    {
        var path = folder is null ? null : Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        if (new FileInfo(path).Length > LargestSettings)
        {
            throw new UnreadableModelException(path, "the file is far larger than settings are", "Check that it is the right file");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject ?? throw new UnreadableModelException(path, "the file holds no JSON object", "Copy it again from where it comes");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new UnreadableModelException(path, "the file is no JSON", "Copy it again from where it comes", e);
        }
    }
}
