using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>What one setting alone cannot tell.</summary>
static class SettingRules
{
    /// <summary>Adds a problem for each rule that a layer breaks.</summary>
    public static void Check(Layer layer, string path, ICollection<Problem> problems)
    {
        if (Fault(layer) is var (key, message))
        {
            problems.Add(new($"{path}.{key}", $"{message} ({layer.ClassName})."));
        }
    }

    static (string Key, string Message)? Fault(Layer layer) => layer switch
    {
        Convolution { Padding: Padding.Causal, SpatialRank: > 1 } or DepthwiseConvolution { Padding: Padding.Causal, SpatialRank: > 1 } or SeparableConvolution { Padding: Padding.Causal, SpatialRank: > 1 }
            or ConvolutionTranspose { Padding: Padding.Causal } or Pooling { Padding: Padding.Causal } or ConvolutionLstm { Padding: Padding.Causal } => ("padding", "'causal' exists for one spatial axis only; use valid or same"),
        Dense { Activation.Name: "glu" } or EinsumDense { Activation.Name: "glu" } or Convolution { Activation.Name: "glu" } or ConvolutionTranspose { Activation.Name: "glu" }
            or DepthwiseConvolution { Activation.Name: "glu" } or SeparableConvolution { Activation.Name: "glu" } or Recurrent { Activation.Name: "glu" } or ConvolutionLstm { Activation.Name: "glu" } => ("activation", "'glu' changes the shape; put an Activation layer behind this one"),
        Convolution c when !c.Filters.IsMultipleOf(c.Groups) => ("groups", $"{c.Filters} filters are not a multiple of {c.Groups} groups"),
        GroupNormalization { Groups: 0 } => ("groups", "0 is neither −1 nor a number of groups"),
        Bidirectional b when b.MergeMode is not (null or "concat" or "sum" or "mul" or "ave") => ("merge_mode", $"'{b.MergeMode}' is none of concat, sum, mul, ave, null"),
        Bidirectional { Layer: not (null or Recurrent) } => ("layer", "only LSTM, GRU and SimpleRNN can run in both directions"),
        Bidirectional { BackwardLayer: not (null or Recurrent) } => ("backward_layer", "only LSTM, GRU and SimpleRNN can run in both directions"),
        Attention a when a.ScoreMode is not ("dot" or "concat") => ("score_mode", $"'{a.ScoreMode}' is neither dot nor concat"),
        Normalization n when n.Mean is null != n.Variance is null => ("mean", "mean and variance must both be given or both be left out"),
        Dot { Axes.IsDefault: false } d when d.Axes.Length is not (1 or 2) => ("axes", "one axis for both inputs or one for each"),
        _ => null,
    };

    static bool IsMultipleOf(this int value, int divisor) => divisor > 0 && value % divisor == 0;
}
