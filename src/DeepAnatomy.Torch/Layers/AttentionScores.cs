using System.Text.Json;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>From similarities to weights that sum to 1.</summary>
static class AttentionScores
{
    // What Keras adds where nothing may be seen.
    const double Hidden = -1e9;

    /// <summary>Softmax over the last axis.</summary>
    /// <param name="similar">(…, queries, keys).</param>
    /// <param name="mask">1 where a key may be seen; broadcasts; or null.</param>
    /// <param name="causal">True when a query sees only keys up to its own place.</param>
    public static torch.Tensor Softmax(torch.Tensor similar, torch.Tensor? mask, bool causal)
    {
        if (causal)
        {
            var order = torch.ones([similar.shape[^2], similar.shape[^1]], similar.dtype).tril();
            mask = mask is null ? order : mask * order;
        }

        return (mask is null ? similar : similar + ((1 - mask) * Hidden)).softmax(-1);
    }

    /// <summary>A truth value among the arguments of a call; false when it is not there.</summary>
    public static bool Flag(Call call, string name) => call.Find(name, int.MaxValue) is ConstantArgument { Value: { } value } && value.GetValueKind() == JsonValueKind.True;
}
