using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Models;

/// <summary>How a model was compiled for training: the <c>compile_config</c> of Keras.</summary>
/// <param name="Optimizer">Optimizer with its settings, or null.</param>
/// <param name="Loss">Loss, as Keras serialises it: a name, an object, or a list or map of these by output; null without.</param>
/// <param name="LossWeights">Weights of the losses, as Keras serialises them, or null.</param>
/// <param name="Metrics">Metrics, as Keras serialises them, or null.</param>
public sealed record Compilation(ConfigObject? Optimizer, JsonNode? Loss, JsonNode? LossWeights, JsonNode? Metrics)
{
    const string OptimizerModule = "keras.optimizers";

    /// <summary>Metrics that sample weights apply to, as Keras serialises them, or null.</summary>
    public JsonNode? WeightedMetrics { get; init; }

    /// <summary>Reads a <c>compile_config</c>.</summary>
    /// <param name="node">The object as it stands in the file.</param>
    /// <returns>Null when there is none (a model that was never compiled).</returns>
    /// <exception cref="ArgumentException">The optimizer is neither a name nor a serialised object.</exception>
    public static Compilation? Read(JsonNode? node)
    {
        if (node is not JsonObject config || config.Count == 0)
        {
            return null;
        }

        var optimizer = config["optimizer"] is { } serialised ? ConfigObject.Read(serialised, OptimizerModule) : null;
        return new(optimizer, config["loss"]?.DeepClone(), config["loss_weights"]?.DeepClone(), config["metrics"]?.DeepClone())
        {
            WeightedMetrics = config["weighted_metrics"]?.DeepClone(),
        };
    }

    /// <summary>The <c>compile_config</c> that every Keras 3 reads, whatever backend it runs on.</summary>
    public JsonObject Write() => new()
    {
        ["optimizer"] = Optimizer is null ? null : Portable(Optimizer).Write(),
        ["loss"] = Loss?.DeepClone(),
        ["loss_weights"] = LossWeights?.DeepClone(),
        ["metrics"] = Metrics?.DeepClone(),
        ["weighted_metrics"] = WeightedMetrics?.DeepClone(),
        ["run_eagerly"] = false,
        ["steps_per_execution"] = 1,
        ["jit_compile"] = false,
    };

    // Keras on PyTorch writes the module of its own subclass, which other backends do not have.
    static ConfigObject Portable(ConfigObject optimizer) =>
        optimizer.Module.StartsWith("keras.src.", StringComparison.Ordinal) ? optimizer with { Module = OptimizerModule } : optimizer;
}
