using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Attention by several heads, each with projections of its own.</summary>
sealed class MultiHeadAttentionExecutable : Executable
{
    readonly MultiHeadAttention layer;
    readonly torch.Tensor[] weights;
    readonly int[] places;
    readonly bool causal;
    readonly bool scores;

    public MultiHeadAttentionExecutable(MultiHeadAttention layer, LayerContext context)
    {
        this.layer = layer;
        weights = [.. Enumerable.Range(0, context.WeightCount).Select(index => context.Weight(index).Tensor)];
        var operands = new Operands(context.Call);
        places = [operands.Index("query", 0), operands.Index("value", 1), operands.Index("key", 2), operands.Index("attention_mask", 6)];
        (causal, scores) = (AttentionScores.Flag(context.Call, "use_causal_mask"), AttentionScores.Flag(context.Call, "return_attention_scores"));
        foreach (var name in new[] { "query_mask", "value_mask", "key_mask" })
        {
            if (operands.Index(name, int.MaxValue) >= 0)
            {
                context.Refuse($"is called with {name}, which is not supported; pass attention_mask");
            }
        }
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        torch.Tensor query = inputs[places[0]], value = inputs[places[1]], key = places[2] >= 0 ? inputs[places[2]] : value;
        var axes = new AttentionAxes(layer.AttentionAxes, (int)query.dim());
        var q = axes.Flatten(Project(query, 0)) * (1 / Math.Sqrt(layer.KeySize));
        var (k, v) = (axes.Flatten(Project(key, 1)), axes.Flatten(Project(value, 2)));
        var mask = places[3] >= 0 ? Heads(inputs[places[3]]) : null;
        var given = AttentionScores.Softmax(q.matmul(k.transpose(-2, -1)), mask, causal);
        var kept = pass.Training ? NoiseExecutable.Drop(given, layer.Dropout, given.shape, pass.Noise) : given;
        var result = Combine(axes.Unflatten(kept.matmul(v), query.shape));
        return scores ? [result, axes.Scores(given, query.shape, key.shape)] : [result];
    }

    // (…, in) with (in, heads, size) to (…, heads, size).
    torch.Tensor Project(torch.Tensor x, int which)
    {
        var kernel = weights[layer.UseBias ? 2 * which : which];
        var result = functional.linear(x, kernel.reshape(kernel.shape[0], -1).t(), layer.UseBias ? weights[(2 * which) + 1].reshape(-1) : null);
        return result.reshape([.. x.shape[..^1], kernel.shape[1], kernel.shape[2]]);
    }

    // (…, heads, size) with (heads, size, out…) to (…, out…).
    torch.Tensor Combine(torch.Tensor x)
    {
        var kernel = weights[layer.UseBias ? 6 : 3];
        var leading = x.shape[..^2];
        var result = functional.linear(x.reshape([.. leading, -1]), kernel.reshape(kernel.shape[0] * kernel.shape[1], -1).t(), layer.UseBias ? weights[7].reshape(-1) : null);
        return result.reshape([.. leading, .. kernel.shape[2..]]);
    }

    // (batch, queries, keys) is the same for all heads.
    static torch.Tensor Heads(torch.Tensor mask) => mask.dim() == 3 ? mask.unsqueeze(1) : mask;
}
