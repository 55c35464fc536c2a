using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>A network that cannot be exported to ONNX. Nothing was written.</summary>
/// <param name="problems">Every layer that stands in the way, with the reason.</param>
public sealed class OnnxExportException(ImmutableArray<Problem> problems)
    : Exception($"The network cannot be exported to ONNX. {string.Join(" ", problems)}")
{
    /// <summary>Every layer that stands in the way, with the reason.</summary>
    public ImmutableArray<Problem> Problems { get; } = problems;
}
