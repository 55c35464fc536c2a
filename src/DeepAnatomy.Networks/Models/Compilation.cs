using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Models;

/// <summary>How a model was compiled for training: the <c>compile_config</c> of Keras.</summary>
/// <param name="Optimizer">Optimizer with its settings, or null.</param>
/// <param name="Loss">Loss, as Keras serialises it: a name, an object, or a list or map of these by output; null without.</param>
/// <param name="LossWeights">Weights of the losses, as Keras serialises them, or null.</param>
/// <param name="Metrics">Metrics, as Keras serialises them, or null.</param>
public sealed record Compilation(ConfigObject? Optimizer, JsonNode? Loss, JsonNode? LossWeights, JsonNode? Metrics);
