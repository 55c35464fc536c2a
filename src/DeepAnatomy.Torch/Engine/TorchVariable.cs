using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Engine;

/// <summary>One weight of a network inside the engine. Owned by its <see cref="TorchNetwork"/>.</summary>
public sealed class TorchVariable
{
    readonly WeightLayout layout;

    internal TorchVariable(string layerPath, WeightSpec spec, WeightLayout layout, torch.Tensor tensor, bool trainable) =>
        (LayerPath, Spec, this.layout, Tensor, Trainable) = (layerPath, spec, layout, tensor, trainable);

    /// <summary>Path of the layer that owns it, as in <see cref="WeightSet"/>.</summary>
    public string LayerPath { get; }

    /// <summary>Name inside the layer, e.g. <c>kernel</c>.</summary>
    public string Name => Spec.Name;

    /// <summary>Shape in Keras's order, kind and element type.</summary>
    public WeightSpec Spec { get; }

    /// <summary>True when training changes it by gradients: a weight of a layer that neither itself nor any model around it has frozen.</summary>
    public bool Trainable { get; }

    /// <summary>The numbers in libtorch's axis order (kernels: out, in, spatial axes); a leaf that requires a gradient exactly when <see cref="Trainable"/>. Change it in place only.</summary>
    public torch.Tensor Tensor { get; }

    /// <summary>Penalty on it, or null.</summary>
    public ConfigObject? Regularizer { get; internal init; }

    /// <summary>The regularizer as a function, or null.</summary>
    internal Func<torch.Tensor, torch.Tensor>? Penalty { get; init; }

    /// <summary>What every step of training brings it back to, or null.</summary>
    public ConfigObject? Constraint { get; internal init; }

    /// <summary>The numbers in Keras's axis order.</summary>
    public NdArray ToKeras() => ToKeras(Tensor);

    /// <summary>Brings a tensor that lies like <see cref="Tensor"/> (a gradient, a slot of an optimizer) into Keras's axis order.</summary>
    /// <param name="like">A tensor of the same shape as <see cref="Tensor"/>.</param>
    public NdArray ToKeras(torch.Tensor like)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return TensorArrays.ToArray(layout.ToKeras(like.detach(), Spec.Shape), Spec.Type);
    }

    /// <summary>A view or copy of <see cref="Tensor"/> in Keras's axis order.</summary>
    internal torch.Tensor InKerasOrder() => layout.ToKeras(Tensor, Spec.Shape);

    /// <summary>Brings an array in Keras's axis order into the layout of <see cref="Tensor"/>.</summary>
    /// <param name="array">An array of the shape of <see cref="Spec"/>.</param>
    /// <returns>A new tensor without gradient; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public torch.Tensor FromKeras(NdArray array)
    {
        if (!array.Shape.SequenceEqual(Spec.Shape))
        {
            throw new ArgumentException($"{LayerPath}.{Name} has the shape ({string.Join(", ", Spec.Shape)}), not ({string.Join(", ", array.Shape)}).", nameof(array));
        }

        return layout.Place(array, Tensor.dtype);
    }

    /// <summary>Replaces the numbers by a function of them that sees them in Keras's axis order.</summary>
    /// <param name="change">Gives a tensor of the same shape; no gradients are recorded.</param>
    internal void InKerasOrder(Func<torch.Tensor, torch.Tensor> change)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        Tensor.copy_(layout.ToTorch(change(layout.ToKeras(Tensor, Spec.Shape))));
    }

    /// <summary>Copies an array in Keras's axis order into <see cref="Tensor"/>.</summary>
    /// <param name="array">An array of the shape of <see cref="Spec"/>.</param>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void Assign(NdArray array)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        Tensor.copy_(FromKeras(array));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{LayerPath}.{Name} ({string.Join(", ", Spec.Shape)})";
}
