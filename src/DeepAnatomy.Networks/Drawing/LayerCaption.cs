using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>What a drawing says of a layer in one short line, and its family.</summary>
static class LayerCaption
{
    public static LayerFamily FamilyOf(Layer layer) => layer switch
    {
        InputLayer => LayerFamily.Input,
        Network => LayerFamily.Model,
        Operation => LayerFamily.Operation,
        ConvolutionTranspose or UpSampling or Resizing => LayerFamily.Enlarging,
        Convolution or DepthwiseConvolution or SeparableConvolution => LayerFamily.Convolution,
        Pooling or GlobalPooling or AdaptivePooling => LayerFamily.Pooling,
        BatchNormalization or GroupNormalization or LayerNormalization or RmsNormalization or UnitNormalization or SpectralNormalization or Normalization or Rescaling => LayerFamily.Normalization,
        ActivationLayer or ReLU or LeakyReLU or PReLU or ELU or Softmax => LayerFamily.Activation,
        Dropout or SpatialDropout or AlphaDropout or GaussianDropout or GaussianNoise or ActivityRegularization => LayerFamily.Regularization,
        Merge or Concatenate or Dot => LayerFamily.Merging,
        Reshape or Flatten or Permute or Cropping or ZeroPadding or RepeatVector or CenterCrop or Identity => LayerFamily.Reshaping,
        _ => LayerFamily.Dense,
    };

    /// <summary>Short text, e.g. <c>Conv2D 3×3 s2 relu</c>.</summary>
    public static string Of(Layer layer) => layer switch
    {
        InputLayer => "Input",
        Network network => network.Name,
        Convolution c => Join(c.ClassName, Window(c.KernelSize), Step(c.Strides), Spread(c.DilationRate), c.Groups > 1 ? $"g{c.Groups}" : "", Function(c.Activation)),
        ConvolutionTranspose c => Join($"Conv{c.SpatialRank}DT", Window(c.KernelSize), c.KernelSize.SequenceEqual(c.Strides) ? "" : Step(c.Strides), Function(c.Activation)),
        DepthwiseConvolution c => Join("Depthwise", Window(c.KernelSize), Step(c.Strides), Function(c.Activation)),
        SeparableConvolution c => Join("Separable", Window(c.KernelSize), Step(c.Strides), Function(c.Activation)),
        GlobalAveragePooling => "Global average",
        GlobalMaxPooling => "Global maximum",
        MaxPooling p => Join("MaxPool", Window(p.PoolSize)),
        AveragePooling p => Join("AvgPool", Window(p.PoolSize)),
        UpSampling u => Join(u.Interpolation == Interpolation.Bilinear ? "Bilinear" : "Nearest", Window(u.Size)),
        BatchNormalization => "BatchNorm",
        GroupNormalization g => g.Groups == -1 ? "InstanceNorm" : $"GroupNorm {g.Groups}",
        LayerNormalization => "LayerNorm",
        ActivationLayer a => a.Function.Name,
        LeakyReLU l => string.Create(CultureInfo.InvariantCulture, $"LeakyReLU {l.NegativeSlope:0.###}"),
        Dropout d => string.Create(CultureInfo.InvariantCulture, $"Dropout {d.Rate:0.##}"),
        SpatialDropout d => string.Create(CultureInfo.InvariantCulture, $"Dropout {d.Rate:0.##}"),
        Dense d => Join("Dense", Function(d.Activation)),
        _ => layer.ClassName,
    };

    static string Join(params ReadOnlySpan<string> parts) => string.Join(' ', parts.ToArray().Where(part => part.Length > 0));

    static string Window(ImmutableArray<int> sizes) => sizes.Length == 3 && sizes.Distinct().Count() == 1 ? $"{sizes[0]}³" : string.Join('×', sizes);

    static string Step(ImmutableArray<int> strides) => strides.All(s => s == 1) ? "" : strides.Distinct().Count() == 1 ? $"s{strides[0]}" : $"s{string.Join('·', strides)}";

    static string Spread(ImmutableArray<int> rates) => rates.All(r => r == 1) ? "" : $"d{rates[0]}";

    static string Function(Activation activation) => activation.Name == "linear" ? "" : activation.Name;
}
