using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Finds the regularizer and constraint that a layer sets for one of its weights.</summary>
static class WeightSettings
{
    /// <summary>The setting, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weight">Name of the weight, e.g. <c>recurrent_kernel</c>.</param>
    /// <param name="kind"><c>Regularizer</c> or <c>Constraint</c>.</param>
    public static ConfigObject? Find(Layer layer, string weight, string kind)
    {
        var type = layer.GetType();
        foreach (var prefix in Prefixes(weight))
        {
            if (type.GetProperty(prefix + kind)?.GetValue(layer) is ConfigObject found)
            {
                return found;
            }
        }

        return null;
    }

    static string[] Prefixes(string weight) => weight switch
    {
        "kernel" => ["Kernel", "Depthwise"],
        "recurrent_kernel" => ["Recurrent"],
        "depthwise_kernel" => ["Depthwise"],
        "pointwise_kernel" => ["Pointwise"],
        _ => [char.ToUpperInvariant(weight[0]) + weight[1..]],
    };
}
