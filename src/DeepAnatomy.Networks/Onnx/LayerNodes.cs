using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Chooses how a layer is expressed in ONNX.</summary>
static class LayerNodes
{
    /// <summary>Adds the nodes of one call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="layer">Its layer; no nested network.</param>
    /// <exception cref="NotExpressibleException">ONNX cannot express it.</exception>
    public static OnnxTensor Lower(LayerCall call, Layer layer) => layer switch
    {
        Convolution convolution => ConvolutionNodes.Convolution(call, convolution),
        ConvolutionTranspose transposed => ConvolutionNodes.Transposed(call, transposed),
        DepthwiseConvolution depthwise => ConvolutionNodes.Depthwise(call, depthwise),
        SeparableConvolution separable => ConvolutionNodes.Separable(call, separable),
        Pooling pooling => PoolingNodes.Pool(call, pooling),
        GlobalPooling global => PoolingNodes.Global(call, global),
        UpSampling up => PoolingNodes.UpSample(call, up),
        Resizing resizing => PoolingNodes.Resize(call, resizing),
        BatchNormalization batch => NormalizationNodes.Batch(call, batch),
        GroupNormalization group => NormalizationNodes.Group(call, group),
        LayerNormalization normalization => NormalizationNodes.Layer(call, normalization),
        RmsNormalization normalization => NormalizationNodes.RootMeanSquare(call, normalization),
        UnitNormalization normalization => NormalizationNodes.Unit(call, normalization),
        Normalization data => NormalizationNodes.Data(call, data),
        _ => Elementwise(call, layer),
    };

    static OnnxTensor Elementwise(LayerCall call, Layer layer) => layer switch
    {
        Merge merge => MergeNodes.Merge(call, merge),
        Concatenate concatenate => MergeNodes.Concatenate(call, concatenate.Axis),
        ReLU or LeakyReLU or ELU or Softmax => ActivationNodes.Apply(call.Graph, call.Input, new(layer.ClassName, layer)),
        ActivationLayer activation => ActivationNodes.Apply(call.Graph, call.Input, activation.Function),
        PReLU => ShapeNodes.ParametricRelu(call),
        ZeroPadding padding => ShapeNodes.Pad(call, padding),
        Cropping cropping => ShapeNodes.Crop(call, cropping),
        Dense dense => ShapeNodes.Dense(call, dense),
        Flatten flatten => ShapeNodes.Flatten(call, flatten),
        Reshape reshape => ShapeNodes.Reshape(call, reshape),
        Permute permute => ShapeNodes.Permute(call, permute),
        RepeatVector repeat => ShapeNodes.Repeat(call, repeat),
        Rescaling rescaling => ShapeNodes.Rescale(call, rescaling),
        Identity or Dropout or SpatialDropout or GaussianDropout or GaussianNoise or AlphaDropout or ActivityRegularization => call.Input,
        Operation operation => OperationNodes.Lower(call, operation),
        _ => throw new NotExpressibleException($"Layers of class '{layer.ClassName}' cannot be exported; leave it out or replace it by layers that can."),
    };
}
