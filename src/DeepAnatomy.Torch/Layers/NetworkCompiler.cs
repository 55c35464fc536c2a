using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Makes a network ready to compute: every layer once, also where it is called several times.</summary>
/// <param name="weights">The weights.</param>
/// <param name="options">How the network is loaded.</param>
sealed class NetworkCompiler(WeightSet weights, EngineOptions options)
{
    readonly Dictionary<string, Executable> layers = [];
    readonly Dictionary<(string Path, int Index), TorchVariable> variables = [];

    /// <summary>The weights of the model.</summary>
    public WeightSet Weights => weights;

    /// <summary>Precision of numbers.</summary>
    public torch.ScalarType Type => options.DoublePrecision ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    /// <summary>Paths of all layers that compute.</summary>
    public HashSet<string> Paths { get; } = [];

    /// <summary>What cannot be computed.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Compiles a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="prefix">Its path; empty for the outermost.</param>
    /// <param name="trainable">Whether neither it nor a model around it is frozen.</param>
    /// <param name="inputs">Shapes of what it is called with; empty to take those of its input layers.</param>
    public GraphExecutable Compile(Network network, string prefix, bool trainable, ImmutableArray<TensorShape> inputs)
    {
        Dictionary<TensorRef, int> slots = [];
        Dictionary<TensorRef, TensorShape> shapes = [];
        for (var index = 0; index < network.Inputs.Length; index++)
        {
            var input = network.Inputs[index];
            slots[input] = slots.Count;
            shapes[input] = index < inputs.Length ? inputs[index] : network.Layers[input.Layer].OutputShapes(new Call { Layer = input.Layer }, [])[0];
        }

        List<Step> steps = [];
        foreach (var call in network.Calls.Where(call => !slots.ContainsKey(new(call.Layer, call.Number))))
        {
            steps.Add(Compile(network, prefix, trainable, call, slots, shapes));
        }

        return new GraphExecutable(
            [.. steps], slots.Count, [.. network.Inputs.Select(tensor => slots[tensor])], [.. network.Outputs.Select(tensor => slots[tensor])], options.Purpose == EnginePurpose.Inference);
    }

    /// <summary>Compiles a layer, or finds it compiled.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Its path.</param>
    /// <param name="trainable">Whether no model around it is frozen.</param>
    /// <param name="call">The call.</param>
    /// <param name="inputs">Shapes of the tensors of the call.</param>
    public Executable Compile(Layer layer, string path, bool trainable, Call call, ImmutableArray<TensorShape> inputs)
    {
        // An operation's constants stand in its call.
        var key = layer is Operation or Network ? $"{path}#{call.Number}" : path;
        if (layers.TryGetValue(key, out var known))
        {
            return known;
        }

        var context = new LayerContext(this, layer, path, trainable && layer.Trainable, call, inputs);
        Executable? executable = layer switch
        {
            Network network => Compile(network, path, context.Trainable, inputs),
            _ when !context.HasItsWeights() => null,
            _ => LayerDispatch.Create(layer, context),
        };
        return layers[key] = Penalised.Wrap(layer, executable ?? new Refused(), context);
    }

    /// <summary>The weight of a layer, made at first sight.</summary>
    public TorchVariable Variable(Layer layer, string path, int index, WeightSpec spec, NdArray array, WeightLayout layout, bool trainable)
    {
        if (!variables.TryGetValue((path, index), out var variable))
        {
            var tensor = layout.Place(array, spec.Type is ElementType.Int32 or ElementType.Int64 ? torch.ScalarType.Int64 : Type);
            var learns = trainable && spec.Trainable;
            tensor.requires_grad = learns && options.Purpose == EnginePurpose.Training;
            var regularizer = WeightSettings.Find(layer, spec.Name, "Regularizer");
            variables[(path, index)] = variable = new TorchVariable(path, spec, layout, tensor, learns)
            {
                Regularizer = regularizer,
                Penalty = Penalty(regularizer, path, spec),
                Constraint = WeightSettings.Find(layer, spec.Name, "Constraint"),
            };
        }

        return variable;
    }

    /// <summary>A weight that was made, or null.</summary>
    public TorchVariable? Find(string path, int index) => variables.GetValueOrDefault((path, index));

    /// <summary>All weights in Keras's order: layer by layer in model order, a layer's own before those of layers inside it.</summary>
    public IEnumerable<TorchVariable> InOrder(Layer layer, string prefix)
    {
        for (var index = 0; variables.TryGetValue((prefix, index), out var variable); index++)
        {
            yield return variable;
        }

        foreach (var (name, child) in layer.Children)
        {
            foreach (var variable in InOrder(child, prefix.Length == 0 ? name : $"{prefix}/{name}"))
            {
                yield return variable;
            }
        }
    }

    Func<torch.Tensor, torch.Tensor>? Penalty(ConfigObject? regularizer, string path, WeightSpec spec)
    {
        if (regularizer is null || options.Purpose == EnginePurpose.Inference)
        {
            return null;
        }

        var penalty = Regularizers.Find(regularizer);
        if (penalty is null)
        {
            Problems.Add(new($"{path}.{spec.Name}", $"The regularizer {regularizer.ClassName} is not known here; use L1, L2, L1L2 or OrthogonalRegularizer."));
        }

        return penalty;
    }

    Step Compile(Network network, string prefix, bool trainable, Call call, Dictionary<TensorRef, int> slots, Dictionary<TensorRef, TensorShape> shapes)
    {
        var layer = network.Layers[call.Layer];
        var path = prefix.Length == 0 ? layer.Name : $"{prefix}/{layer.Name}";
        ImmutableArray<TensorRef> tensors = [.. call.Tensors];
        ImmutableArray<TensorShape> inputs = [.. tensors.Select(tensor => shapes[tensor])];
        var outputs = OutputShapes(layer, path, call, inputs);
        var made = new int[outputs.Length];
        for (var index = 0; index < outputs.Length; index++)
        {
            var tensor = new TensorRef(call.Layer, call.Number, index);
            (shapes[tensor], slots[tensor], made[index]) = (outputs[index], slots.Count, slots.Count);
        }

        Paths.Add(path);
        return new(Compile(layer, path, trainable, call, inputs), path, [.. tensors.Select(tensor => slots[tensor])], made);
    }

    // Without its outputs' shapes nothing behind a layer can be looked at.
    ImmutableArray<TensorShape> OutputShapes(Layer layer, string path, Call call, ImmutableArray<TensorShape> inputs)
    {
        try
        {
            return layer.OutputShapes(call, inputs);
        }
        catch (ShapeException e)
        {
            throw new UnsupportedNetworkException([.. Problems, new(path, $"{layer.ClassName}: {e.Message}")]);
        }
    }
}
