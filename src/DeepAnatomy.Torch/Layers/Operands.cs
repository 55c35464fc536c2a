using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Finds which of a call's tensors an argument is.</summary>
sealed class Operands(Call call)
{
    readonly List<TensorRef> tensors = [.. call.Tensors];

    /// <summary>Place of a tensor in the call, or −1 when the argument is not given or no tensor.</summary>
    /// <param name="name">Name in the signature.</param>
    /// <param name="position">Position in the signature.</param>
    public int Index(string name, int position) => call.Find(name, position) is TensorArgument argument ? tensors.IndexOf(argument.Tensor) : -1;

    /// <summary>The argument itself, or null.</summary>
    /// <param name="name">Name in the signature.</param>
    /// <param name="position">Position in the signature.</param>
    public Argument? Find(string name, int position) => call.Find(name, position);
}
