using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Where the weights of a network lie when they stand one behind the other in one piece of memory.</summary>
sealed class FlatLayout
{
    readonly long[] offsets;

    public FlatLayout(IReadOnlyList<TorchVariable> variables)
    {
        Variables = variables;
        offsets = new long[variables.Count];
        for (var index = 0; index < variables.Count; index++)
        {
            offsets[index] = Count;
            Count += variables[index].Tensor.numel();
        }
    }

    public IReadOnlyList<TorchVariable> Variables { get; }

    /// <summary>Elements of all weights together.</summary>
    public long Count { get; }

    public torch.ScalarType Type => Variables.Count == 0 ? torch.ScalarType.Float32 : Variables[0].Tensor.dtype;

    public torch.Device Device => Variables.Count == 0 ? torch.CPU : Variables[0].Tensor.device;

    /// <summary>The part of flat memory that belongs to one weight, with the weight's shape and order in memory.</summary>
    public torch.Tensor View(torch.Tensor flat, int index) => flat.as_strided(Variables[index].Tensor.shape, Variables[index].Tensor.stride(), offsets[index]);
}
