using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Torch.Running;

/// <summary>A model that computes outputs from inputs, whatever file it comes from. Not for several threads at once.</summary>
public interface IRunnableModel : IDisposable
{
    /// <summary>Kind of file, e.g. <c>keras-3</c>, <c>nnunet-2</c>, <c>onnx</c>, <c>torchscript</c>.</summary>
    string Format { get; }

    /// <summary>Names of the inputs in order; empty where the file does not say (TorchScript).</summary>
    ImmutableArray<string> InputNames { get; }

    /// <summary>Computes the outputs. Arrays lie as the file's own library has them: Keras channels last, nnU-Net channels first, ONNX and TorchScript as they were exported.</summary>
    /// <param name="inputs">One array per input, in order; batch axis first.</param>
    /// <param name="cancellation">Ends it early where the engine can.</param>
    /// <exception cref="ArgumentException">The inputs do not fit the model.</exception>
    ImmutableArray<NdArray> Run(IReadOnlyList<NdArray> inputs, CancellationToken cancellation = default);
}
