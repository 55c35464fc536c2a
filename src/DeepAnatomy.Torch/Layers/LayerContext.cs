using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>What a layer needs to become an <see cref="Executable"/>.</summary>
sealed class LayerContext(NetworkCompiler compiler, Layer layer, string path, bool trainable, Call call, ImmutableArray<TensorShape> inputs)
{
    readonly ImmutableArray<WeightSpec> specs = layer.Weights(inputs);
    readonly ImmutableArray<NdArray> arrays = compiler.Weights[path];

    /// <summary>Path of the layer.</summary>
    public string Path => path;

    /// <summary>False when the layer or a model around it is frozen.</summary>
    public bool Trainable => trainable;

    /// <summary>The first call of the layer.</summary>
    public Call Call => call;

    /// <summary>Shapes of the tensors of the first call.</summary>
    public ImmutableArray<TensorShape> Inputs => inputs;

    /// <summary>Precision of numbers.</summary>
    public torch.ScalarType Type => compiler.Type;

    /// <summary>Weights that the layer owns.</summary>
    public int WeightCount => specs.Length;

    /// <summary>Whether the model holds the weights that the layer wants; says so where it does not.</summary>
    public bool HasItsWeights()
    {
        if (specs.Length != arrays.Length)
        {
            Refuse($"has {arrays.Length} arrays of weights where {specs.Length} are needed; save the model again");
            return false;
        }

        for (var index = 0; index < specs.Length; index++)
        {
            if (!specs[index].Shape.SequenceEqual(arrays[index].Shape))
            {
                Refuse($"needs {specs[index].Name} of shape ({string.Join(", ", specs[index].Shape)}), but it is ({string.Join(", ", arrays[index].Shape)}); save the model again");
                return false;
            }
        }

        return true;
    }

    /// <summary>A weight by its place.</summary>
    /// <param name="index">0 … <see cref="WeightCount"/> − 1.</param>
    /// <param name="layout">How it lies in libtorch.</param>
    public TorchVariable Weight(int index, WeightLayout? layout = null) =>
        compiler.Variable(layer, path, index, specs[index], arrays[index], layout ?? WeightLayout.Same, trainable);

    /// <summary>A weight by its name, or null when the layer has none of it.</summary>
    /// <param name="name">Name inside the layer.</param>
    /// <param name="layout">How it lies in libtorch.</param>
    public TorchVariable? Weight(string name, WeightLayout? layout = null)
    {
        for (var index = 0; index < specs.Length; index++)
        {
            if (specs[index].Name == name)
            {
                return Weight(index, layout);
            }
        }

        return null;
    }

    /// <summary>The tensor of <see cref="Weight(string, WeightLayout?)"/>.</summary>
    public torch.Tensor? Tensor(string name, WeightLayout? layout = null) => Weight(name, layout)?.Tensor;

    /// <summary>A layer inside this one.</summary>
    /// <param name="attribute">Attribute of Keras that holds it.</param>
    /// <param name="child">The layer.</param>
    /// <param name="childInputs">Shapes of what it is called with.</param>
    public Executable Child(string attribute, Layer child, params ImmutableArray<TensorShape> childInputs) =>
        compiler.Compile(child, $"{path}/{attribute}", trainable, new Call { Layer = 0 }, childInputs);

    /// <summary>A weight of a layer inside this one, after it was made by <see cref="Child"/>.</summary>
    /// <param name="attribute">Attribute of Keras that holds the layer.</param>
    /// <param name="index">Place of the weight.</param>
    public TorchVariable? ChildWeight(string attribute, int index) => compiler.Find($"{path}/{attribute}", index);

    /// <summary>Notes that the layer cannot be computed.</summary>
    /// <param name="reason">Goes on after "layer (class) ": what and the remedy.</param>
    public void Refuse(string reason) => compiler.Problems.Add(new(path, $"{layer.ClassName} {reason}."));

    /// <summary>A constant that lives until its owner disposes it.</summary>
    public torch.Tensor Constant(ReadOnlySpan<double> values, params long[] shape)
    {
        using var scope = torch.NewDisposeScope();
        return torch.tensor(values.ToArray(), shape, dtype: torch.ScalarType.Float64).to_type(Type).DetachFromDisposeScope();
    }
}
