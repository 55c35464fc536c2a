using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Collects the nodes and constants of an ONNX graph and writes the file.</summary>
sealed class OnnxGraph
{
    /// <summary>Version of the operator set.</summary>
    public const int OperatorSet = 17;

    const int FormatVersion = 8, FloatType = 1, Int64Type = 7;

    readonly ProtoWriter nodes = new();
    readonly ProtoWriter border = new();
    int count;

    /// <summary>Path of the layer that nodes are added for.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Adds a node.</summary>
    /// <param name="operation">Name of the operator.</param>
    /// <param name="inputs">Names of its inputs; empty for one left out.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>Name of its output.</returns>
    public string Node(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var output = NextName(operation);
        Node(operation, inputs, output, attributes);
        return output;
    }

    /// <summary>Names a tensor as the model's output is called.</summary>
    public void Rename(string tensor, string output) => Node("Identity", [tensor], output, []);

    /// <summary>Adds numbers in single precision.</summary>
    public string Constant(NdArray array) => Constant(array.Shape, array.Type == ElementType.Float32 ? array : NdArray.Of(array.Shape, array.ToFloats()), FloatType);

    /// <summary>Adds one number.</summary>
    public string Constant(double value) => Constant(NdArray.Of([], [(float)value]));

    /// <summary>Adds a list of whole numbers.</summary>
    public string Integers(params ReadOnlySpan<long> values) => Constant([values.Length], NdArray.Of([values.Length], values), Int64Type);

    /// <summary>Moves axes.</summary>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="order">For each new axis the old one.</param>
    public string Transpose(string tensor, IEnumerable<int> order) => Node("Transpose", [tensor], ("perm", order));

    public void Input(string name, TensorShape shape) => border.Message(11, value => Value(value, name, shape));

    public void Output(string name, TensorShape shape) => border.Message(12, value => Value(value, name, shape));

    /// <summary>The file.</summary>
    /// <param name="name">Name of the graph.</param>
    /// <param name="producer">Name and version of the product.</param>
    public byte[] ToBytes(string name, string producer)
    {
        var model = new ProtoWriter();
        model.Integer(1, FormatVersion);
        model.Text(2, producer);
        model.Message(7, graph =>
        {
            graph.Append(nodes);
            graph.Text(2, name);
            graph.Append(border);
        });
        model.Message(8, version => version.Integer(2, OperatorSet));
        return model.Written.ToArray();
    }

    void Node(string operation, ReadOnlySpan<string> inputs, string output, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var (names, settings) = (inputs.ToArray(), attributes.ToArray());
        nodes.Message(1, node =>
        {
            Array.ForEach(names, input => node.Text(1, input));
            node.Text(2, output);
            node.Text(3, output);
            node.Text(4, operation);
            Array.ForEach(settings, attribute => node.Message(5, attribute.Write));
        });
    }

    string Constant(ImmutableArray<int> shape, NdArray array, int type)
    {
        var name = NextName("constant");
        border.Message(5, tensor =>
        {
            foreach (var size in shape)
            {
                tensor.Integer(1, size);
            }

            tensor.Integer(2, type);
            tensor.Text(8, name);
            tensor.Bytes(9, array.Bytes);
        });
        return name;
    }

    string NextName(string operation) => $"{Scope}/{operation}_{count++}";

    static void Value(ProtoWriter value, string name, TensorShape shape)
    {
        value.Text(1, name);
        value.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, FloatType);
            tensor.Message(2, sizes =>
            {
                for (var axis = 0; axis < shape.Rank; axis++)
                {
                    sizes.Message(1, size => Size(size, shape, axis, name));
                }
            });
        }));
    }

    static void Size(ProtoWriter writer, TensorShape shape, int axis, string name)
    {
        if (shape[axis] is { } size)
        {
            writer.Integer(1, size);
        }
        else
        {
            writer.Text(2, axis == 0 ? "batch" : $"{name}_{axis}");
        }
    }
}
