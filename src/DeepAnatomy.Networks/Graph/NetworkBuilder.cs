using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph;

/// <summary>
/// Builds a network call by call, as Keras's functional interface does:
/// <c>var x = b.Input(shape); x = b.Add(layer, x); … b.Build("name", x)</c>.
/// Tensors handed out are valid for the builder only; building renumbers. Adding the same layer instance again shares it and its weights.
/// </summary>
public sealed class NetworkBuilder
{
    readonly List<Layer> layers = [];
    readonly Dictionary<Layer, int> indices = new(ReferenceEqualityComparer.Instance);
    readonly List<int> callCounts = [];
    readonly List<Call> calls = [];
    readonly List<TensorRef> inputs = [];
    readonly Dictionary<TensorRef, TensorShape> shapes = [];

    /// <summary>Adds an input.</summary>
    /// <param name="shape">Sizes, batch axis first; null where free.</param>
    /// <param name="name">Name, or empty for one in the manner of Keras.</param>
    public TensorRef Input(TensorShape shape, string name = "")
    {
        var input = Call(new InputLayer { Name = name, Shape = shape }, []);
        inputs.Add(input);
        return input;
    }

    /// <summary>Calls a layer on tensors.</summary>
    /// <param name="layer">The layer; an empty name is replaced by one in the manner of Keras (<c>conv2d</c>, <c>conv2d_1</c> …).</param>
    /// <param name="tensors">What it is called on; merging layers and nested networks with several inputs get them as one list.</param>
    /// <returns>The first output.</returns>
    public TensorRef Add(Layer layer, params ReadOnlySpan<TensorRef> tensors)
    {
        ImmutableArray<Argument> arguments = [.. tensors.ToArray().Select(tensor => new TensorArgument(tensor))];
        return Call(layer, TakesList(layer, arguments.Length) ? [new ListArgument(arguments)] : arguments);
    }

    /// <summary>Calls an operation on tensors and constants.</summary>
    /// <param name="className">Class name of Keras, e.g. <c>Sum</c>; see <see cref="OperationCatalog"/>.</param>
    /// <param name="settings">Settings by key; those left out have their defaults.</param>
    /// <param name="arguments">Operands in order.</param>
    /// <exception cref="ArgumentException">The operation is not supported.</exception>
    public TensorRef Operate(string className, JsonObject settings, params ImmutableArray<Argument> arguments) =>
        Call(new Operation { Kind = OperationCatalog.Get(className), Settings = settings }, arguments);

    /// <summary>Calls a layer with any arguments.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="arguments">Positional arguments.</param>
    /// <param name="keywords">Arguments by name.</param>
    /// <returns>The first output; the others have the same layer and call and the numbers 1, 2 ….</returns>
    public TensorRef Call(Layer layer, ImmutableArray<Argument> arguments, params ImmutableArray<KeyValuePair<string, Argument>> keywords)
    {
        if (!indices.TryGetValue(layer, out var index))
        {
            index = indices[layer] = layers.Count;
            layers.Add(layer);
            callCounts.Add(0);
        }

        calls.Add(new() { Layer = index, Number = callCounts[index]++, Arguments = arguments, Keywords = keywords });
        return new(index, callCounts[index] - 1);
    }

    /// <summary>Shape of a tensor of this builder.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ShapeException">The inputs of a call do not fit the layer.</exception>
    public TensorShape ShapeOf(TensorRef tensor)
    {
        if (!shapes.ContainsKey(tensor))
        {
            InferShapes();
        }

        return shapes[tensor];
    }

    /// <summary>The network from the inputs, in order of their creation, to the given outputs; layers in Keras's model order. The builder can go on.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="outputs">What comes out, in order.</param>
    /// <exception cref="ArgumentException">Two layers were given the same name.</exception>
    public Network Build(string name, params ImmutableArray<TensorRef> outputs) => Build(name, [.. inputs], outputs);

    /// <inheritdoc cref="Build(string, ImmutableArray{TensorRef})"/>
    /// <param name="name">Name of the network.</param>
    /// <param name="inputs">What goes in, in order.</param>
    /// <param name="outputs">What comes out, in order.</param>
    public Network Build(string name, ImmutableArray<TensorRef> inputs, ImmutableArray<TensorRef> outputs) => ModelOrder.Arrange(new()
    {
        Name = name,
        Layers = LayerNames.Fill(layers),
        Calls = [.. calls],
        Inputs = inputs,
        Outputs = outputs,
    });

    /// <summary>A Sequential model: one line of layers.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="input">Sizes of the input, batch axis first.</param>
    /// <param name="line">The layers in order.</param>
    public static Network Sequential(string name, TensorShape input, params ReadOnlySpan<Layer> line)
    {
        var builder = new NetworkBuilder();
        var tensor = builder.Input(input);
        foreach (var layer in line)
        {
            tensor = builder.Add(layer, tensor);
        }

        return builder.Build(name, tensor) with { IsSequential = true };
    }

    static bool TakesList(Layer layer, int count) =>
        layer is Merge or Concatenate or Dot or Attention or Operation { ClassName: "Concatenate" or "Stack" } || (layer is Network && count > 1);

    void InferShapes()
    {
        foreach (var call in calls)
        {
            if (shapes.ContainsKey(new(call.Layer, call.Number)))
            {
                continue;
            }

            var outputs = layers[call.Layer].OutputShapes(call, [.. call.Tensors.Select(tensor => shapes[tensor])]);
            for (var index = 0; index < outputs.Length; index++)
            {
                shapes[new(call.Layer, call.Number, index)] = outputs[index];
            }
        }
    }
}
