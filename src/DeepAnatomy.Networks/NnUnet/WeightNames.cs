using DeepAnatomy.Networks.Pickle;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>The weights of a checkpoint by name, each once. Compiled and distributed training put prefixes before the names, and nnU-Net stores every convolution twice and the encoder again inside the decoder.</summary>
static class WeightNames
{
    static readonly string[] Prefixes = ["module.", "_orig_mod.", "network."];

    /// <summary>All tensors without prefixes and copies.</summary>
    /// <param name="weights">The state dictionary.</param>
    public static Dictionary<string, PickleTensor> Unique(PickleDictionary weights)
    {
        Dictionary<string, PickleTensor> result = new(StringComparer.Ordinal);
        foreach (var (key, value) in weights.Entries)
        {
            if (key is string name && value is PickleTensor tensor && Strip(name) is var plain && !IsCopy(plain))
            {
                result[plain] = tensor;
            }
        }

        return result;
    }

    static string Strip(string name)
    {
        while (Prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
        {
            name = name[prefix.Length..];
        }

        return name;
    }

    static bool IsCopy(string name) =>
        name.Contains(".all_modules.", StringComparison.Ordinal) || name.StartsWith("decoder.encoder.", StringComparison.Ordinal) || name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
}
