using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Dot-product or additive attention over given queries, values and keys.</summary>
sealed class AttentionExecutable(Attention layer, LayerContext context) : Executable
{
    readonly torch.Tensor? scale = context.Tensor("scale");
    readonly torch.Tensor? concatWeight = context.Tensor("concat_score_weight");
    readonly bool causal = AttentionScores.Flag(context.Call, "use_causal_mask");
    readonly bool scores = AttentionScores.Flag(context.Call, "return_attention_scores");

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var (query, value, key) = (inputs[0], inputs[1], inputs.Length > 2 ? inputs[2] : inputs[1]);
        var similar = layer.ScoreMode == "dot" ? Scaled(query.matmul(key.transpose(1, 2))) : Additive(query, key);
        var weights = AttentionScores.Softmax(similar, null, causal);
        weights = pass.Training ? NoiseExecutable.Drop(weights, layer.Dropout, weights.shape, pass.Noise) : weights;
        var result = weights.matmul(value);
        return scores ? [result, weights] : [result];
    }

    torch.Tensor Additive(torch.Tensor query, torch.Tensor key)
    {
        var sum = Scaled(query.unsqueeze(2) + key.unsqueeze(1)).tanh().sum(-1);
        return concatWeight is null ? sum : concatWeight * sum;
    }

    torch.Tensor Scaled(torch.Tensor x) => scale is null ? x : x * scale;
}
