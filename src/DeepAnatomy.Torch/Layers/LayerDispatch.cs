using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>From the record of a layer to what computes it.</summary>
static class LayerDispatch
{
    /// <summary>The executable, or null when the layer was refused.</summary>
    public static Executable? Create(Layer layer, LayerContext context) => layer switch
    {
        Convolution convolution => ConvolutionExecutable.Create(convolution, context),
        DepthwiseConvolution convolution => ConvolutionExecutable.Create(convolution, context),
        SeparableConvolution convolution => SeparableConvolutionExecutable.Create(convolution, context),
        ConvolutionTranspose convolution => new TransposedConvolutionExecutable(convolution, context),
        BatchNormalization normalization => new BatchNormalizationExecutable(normalization, context),
        GroupNormalization normalization => new GroupNormalizationExecutable(normalization, context),
        LayerNormalization normalization => NormalizationExecutables.Create(normalization, context),
        RmsNormalization normalization => NormalizationExecutables.Create(normalization, context),
        UnitNormalization normalization => NormalizationExecutables.Create(normalization),
        Normalization normalization => NormalizationExecutables.Create(normalization, context),
        Pooling pooling => new PoolingExecutable(pooling),
        GlobalPooling pooling => GlobalPoolingExecutable.Create(pooling),
        AdaptivePooling pooling => GlobalPoolingExecutable.Create(pooling),
        Dense dense => new DenseExecutable(dense, context),
        EinsumDense dense => new EinsumDenseExecutable(dense, context),
        Embedding => new EmbeddingExecutable(context),
        PReLU => new PReluExecutable(context),
        Merge merge => new MergeExecutable(merge),
        Dot dot => new DotExecutable(dot),
        Operation operation => OperationExecutable.Create(operation, context),
        _ => Composed(layer, context) ?? Moving(layer, context) ?? Noisy(layer) ?? Activating(layer, context) ?? Unknown(context),
    };

    static Executable? Composed(Layer layer, LayerContext context) => layer switch
    {
        Recurrent recurrent => RecurrentExecutable.Create(recurrent, context),
        ConvolutionLstm recurrent => RecurrentExecutable.Create(recurrent, context),
        Bidirectional both => BidirectionalExecutable.Create(both, context),
        TimeDistributed distributed => TimeDistributedExecutable.Create(distributed, context),
        SpectralNormalization normalization => new SpectralNormalizationExecutable(normalization, context),
        MultiHeadAttention attention => new MultiHeadAttentionExecutable(attention, context),
        Attention attention => new AttentionExecutable(attention, context),
        _ => null,
    };

    static Executable? Moving(Layer layer, LayerContext context) => layer switch
    {
        Flatten flatten => ShapeExecutables.Create(flatten),
        Reshape reshape => ShapeExecutables.Create(reshape),
        Permute permute => ShapeExecutables.Create(permute),
        RepeatVector repeat => ShapeExecutables.Create(repeat),
        ZeroPadding padding => ShapeExecutables.Create(padding),
        Cropping cropping => ShapeExecutables.Create(cropping),
        Concatenate concatenate => ShapeExecutables.Create(concatenate),
        Rescaling rescaling => ShapeExecutables.Create(rescaling, context),
        UpSampling sampling => UpSamplingExecutable.Create(sampling),
        Resizing resizing => ResizingExecutable.Create(resizing),
        CenterCrop crop => ResizingExecutable.Create(crop),
        _ => null,
    };

    static Executable? Noisy(Layer layer) => layer switch
    {
        Dropout dropout => NoiseExecutable.Create(dropout),
        SpatialDropout dropout => NoiseExecutable.Create(dropout),
        GaussianNoise noise => NoiseExecutable.Create(noise),
        GaussianDropout dropout => NoiseExecutable.Create(dropout),
        AlphaDropout dropout => NoiseExecutable.Create(dropout),
        _ => null,
    };

    static Executable? Activating(Layer layer, LayerContext context) => layer switch
    {
        Identity or InputLayer => new ElementwiseExecutable((x, _) => x),
        ActivityRegularization regularization => Penalised.Of(regularization),
        ActivationLayer activation => new ActivationExecutable(ActivationFunction.Of(activation.Function, context)),
        _ when ActivationFunction.Of(layer) is { } function => new ActivationExecutable(function),
        _ => null,
    };

    static Executable? Unknown(LayerContext context)
    {
        context.Refuse("cannot be computed here; replace it by supported layers in Keras and save the model again");
        return null;
    }
}
