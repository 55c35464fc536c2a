using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Keras.Legacy;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Keras.Optimizers;
using DeepAnatomy.Networks.Keras.Weights;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>The steps from a file to a model: configuration, graph, weights, state of the optimizer.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="options">How a model of an older Keras is read.</param>
sealed class ReadingSteps(string path, KerasReadOptions options)
{
    readonly List<Problem> problems = [];

    /// <summary>Name of a kind of file with the major version that wrote it.</summary>
    public static string FormatOf(string? version, string kind) => $"keras-{version?.Split('.')[0] ?? "3"}{(kind.Length == 0 ? "" : $"-{kind}")}";

    /// <summary>Reads a <c>.keras</c> file or folder.</summary>
    public ModelReading Archive(IMembers members)
    {
        var config = Json(members, "config.json");
        var version = members.Names.Contains("metadata.json") ? Json(members, "metadata.json")["keras_version"].Text() : null;
        var origin = new ModelOrigin(FormatOf(version, ""), version);
        var context = new LegacyContext(origin, options, problems);
        var network = Network(config, context);
        var place = Places(network);
        var store = KerasArchive.Store(members);
        var weights = WeightReader.Read(store, place, problems);
        Check();
        var compilation = LegacyCompilation.WithoutLossScale(Compilation.Read(config["compile_config"]), context);
        if (context.Major == 2)
        {
            compilation = LegacyCompilation.Modernised(compilation, context);
        }

        return new(
            new Model { Network = network, Weights = weights, Compilation = compilation, OptimizerState = compilation is null ? null : State(store, place), Origin = origin },
            [.. context.Notes]);
    }

    /// <summary>Reads a whole-model HDF5 file.</summary>
    public ModelReading WholeFile(HdfFile file)
    {
        var root = file.Root;
        if (root.Attributes.Text("model_config") is not { } text)
        {
            throw new UnreadableModelException(path, "it holds weights without an architecture", "Give the architecture (JSON of model.to_json()) too");
        }

        var group = root.Group("model_weights") ?? throw new UnreadableModelException(path, "it holds no weights", "Save the model again with Keras");
        var version = root.Attributes.Text("keras_version") ?? group.Attributes.Text("keras_version");
        var origin = new ModelOrigin(FormatOf(version ?? "2", "h5"), version, root.Attributes.Text("backend") ?? group.Attributes.Text("backend"));
        var context = new LegacyContext(origin, options, problems);
        var network = Network(KerasJson.Parse($"{path} (model_config)", Encoding.UTF8.GetBytes(text)), context);
        var place = Places(network);
        var weights = new LegacyWeights(group, place, context, problems).Read(byName: true);
        Check();
        var training = root.Attributes.Text("training_config") is { } config ? KerasJson.Parse($"{path} (training_config)", Encoding.UTF8.GetBytes(config)) : null;
        var compilation = LegacyCompilation.Read(training, context);
        var state = compilation?.Optimizer is { } optimizer && root.Group("optimizer_weights") is { } slots
            ? LegacyOptimizerState.Read(slots, [.. place.Trainable().Select(slot => slot.Spec)], optimizer, context)
            : null;
        return new(new Model { Network = network, Weights = weights, Compilation = compilation, OptimizerState = state, Origin = origin }, [.. context.Notes]);
    }

    /// <summary>Reads an architecture.</summary>
    public ArchitectureReading Architecture(JsonObject json, ModelOrigin origin)
    {
        var context = new LegacyContext(origin, options, problems);
        var network = Network(json, context);
        Places(network);
        return new(network, origin, [.. context.Notes]);
    }

    /// <summary>Reads weights from a file of their own.</summary>
    public (WeightSet Weights, ImmutableArray<MigrationNote> Notes) Weights(HdfFile file, ArchitectureReading architecture)
    {
        var place = Places(architecture.Network);
        var legacy = file.Root.Group("model_weights") ?? file.Root;
        var isLegacy = legacy.Attributes.Texts("layer_names") is not null;
        var origin = architecture.Origin with { Backend = legacy.Attributes.Text("backend") ?? architecture.Origin.Backend };
        var context = new LegacyContext(origin, options, problems);
        var weights = isLegacy
            ? new LegacyWeights(legacy, place, context, problems).Read(options.MatchByName)
            : WeightReader.Read(new([file]), place, problems);
        Check();
        return (weights, [.. context.Notes]);
    }

    JsonObject Json(IMembers members, string name) => members.Names.Contains(name)
        ? KerasJson.Parse($"{path} ({name})", members.Read(name))
        : throw new UnreadableModelException(path, $"it has no {name}", "Check that it is a file or folder made by model.save of Keras");

    Network Network(JsonObject config, LegacyContext context)
    {
        new ModelConverter(context).Convert(config, "");
        var network = new NetworkReader(problems).Read(config, "");
        Check();
        return network ?? throw new UnreadableModelException(path, "the model has no layers", "Save the model again with Keras");
    }

    /// <summary>Where the weights are: this goes through all shapes.</summary>
    WeightPlace Places(Network network)
    {
        try
        {
            return WeightPlaces.Of(network);
        }
        catch (ShapeException e)
        {
            throw new UnreadableModelException(path, e.Message.TrimEnd('.'), "Check the shapes of inputs and layers in Keras and save the model again", e);
        }
    }

    OptimizerState? State(WeightStore store, WeightPlace place)
    {
        var group = store.Count("optimizer/inner_optimizer/vars") > 0 ? "optimizer/inner_optimizer/vars" : "optimizer/vars";
        var shapes = place.Trainable().Select(slot => slot.Spec.Count).DefaultIfEmpty(1).Max();
        var variables = ImmutableArray.CreateBuilder<Arrays.NdArray>();
        for (var index = 0; store.Find($"{group}/{index}") is { } dataset; index++)
        {
            // No variable of an optimizer is larger than the largest weight.
            variables.Add(dataset.Shape.Aggregate(1L, (product, size) => product * size) <= shapes
                ? dataset.Read()
                : throw new UnreadableModelException(path, $"the optimizer's variable {index} is larger than every weight", "Save the model again, or without its optimizer"));
        }

        return variables.Count == 0 ? null : new(variables.ToImmutable());
    }

    void Check()
    {
        if (problems.Count > 0)
        {
            throw new UnreadableModelException(path, [.. problems.Distinct()]);
        }
    }
}
