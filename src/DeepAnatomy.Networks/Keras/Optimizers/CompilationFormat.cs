using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Optimizers;

/// <summary>The <c>compile_config</c> of Keras 3.</summary>
static class CompilationFormat
{
    const string Module = "keras.optimizers";

    /// <summary>Reads it; null when the model was not compiled.</summary>
    public static Compilation? Read(JsonObject? config)
    {
        if (config is null || config.Count == 0)
        {
            return null;
        }

        return new(Optimizer(config["optimizer"]), config["loss"]?.DeepClone(), config["loss_weights"]?.DeepClone(), config["metrics"]?.DeepClone());
    }

    /// <summary>Writes it so that every Keras 3 reads it.</summary>
    public static JsonObject Write(Compilation compilation) => new()
    {
        ["optimizer"] = compilation.Optimizer is { } optimizer
            ? new JsonObject { ["module"] = Module, ["class_name"] = optimizer.ClassName, ["config"] = optimizer.Config.DeepClone(), ["registered_name"] = null }
            : null,
        ["loss"] = compilation.Loss?.DeepClone(),
        ["loss_weights"] = compilation.LossWeights?.DeepClone(),
        ["metrics"] = compilation.Metrics?.DeepClone(),
        ["weighted_metrics"] = null,
        ["run_eagerly"] = false,
        ["steps_per_execution"] = 1,
        ["jit_compile"] = false,
    };

    /// <summary>An optimizer, as an object or by its name alone; the module of a backend's own class becomes the public one.</summary>
    static ConfigObject? Optimizer(JsonNode? node) => node switch
    {
        JsonObject entry when entry["class_name"].Text() is { } className => new(className, entry["config"]?.DeepClone() as JsonObject ?? [], Module),
        _ when node.Text() is { } name => new(name, [], Module),
        _ => null,
    };
}
