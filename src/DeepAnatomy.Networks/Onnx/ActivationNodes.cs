using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Activation functions in ONNX.</summary>
static class ActivationNodes
{
    /// <summary>Applies an activation.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="activation">The activation.</param>
    public static OnnxTensor Apply(OnnxGraph graph, OnnxTensor tensor, Activation activation)
    {
        return activation switch
        {
            { Layer: LeakyReLU leaky } => tensor.Map(graph, x => graph.Node("LeakyRelu", [x], ("alpha", leaky.NegativeSlope))),
            { Layer: ReLU relu } => Relu(graph, tensor, relu),
            { Layer: ELU elu } => tensor.Map(graph, x => graph.Node("Elu", [x], ("alpha", elu.Alpha))),
            { Layer: Softmax softmax } => Softmax(graph, tensor, softmax),
            { Layer: { } layer } => throw new NotExpressibleException($"The activation '{layer.ClassName}' is not among those that can be exported."),
            { Name: "linear" } => tensor,
            { Name: "softmax" } => OverAxis(graph, tensor, "Softmax", -1),
            { Name: "log_softmax" } => OverAxis(graph, tensor, "LogSoftmax", -1),
            _ => tensor.Map(graph, x => Function(graph, activation.Name, x)),
        };
    }

    public static OnnxTensor Relu(OnnxGraph graph, OnnxTensor tensor, ReLU layer)
    {
        if (layer.Threshold != 0)
        {
            throw new NotExpressibleException("A ReLU with a threshold is not among the functions that can be exported.");
        }

        return tensor.Map(graph, x =>
        {
            var result = layer.NegativeSlope == 0 ? graph.Node("Relu", [x]) : graph.Node("LeakyRelu", [x], ("alpha", layer.NegativeSlope));
            return layer.Ceiling is { } ceiling ? graph.Node("Min", [result, graph.Constant(ceiling)]) : result;
        });
    }

    public static OnnxTensor Softmax(OnnxGraph graph, OnnxTensor tensor, Softmax layer) =>
        layer.Axis is [var axis] ? OverAxis(graph, tensor, "Softmax", axis) : throw new NotExpressibleException("A softmax over several axes cannot be exported.");

    public static OnnxTensor OverAxis(OnnxGraph graph, OnnxTensor tensor, string operation, int axis) => tensor.IsMoved
        ? OnnxTensor.OfMoved(tensor.Shape, graph.Node(operation, [tensor.Moved(graph)], ("axis", (long)tensor.MovedAxis(axis))))
        : OnnxTensor.OfNative(tensor.Shape, graph.Node(operation, [tensor.Native(graph)], ("axis", (long)axis)));

    /// <summary>A function of one number by its name in Keras.</summary>
    /// <exception cref="NotExpressibleException">It is not among those that can be exported.</exception>
    public static string Function(OnnxGraph graph, string name, string x) => name switch
    {
        "linear" => x,
        "relu" => graph.Node("Relu", [x]),
        "relu6" => graph.Node("Clip", [x, graph.Constant(0), graph.Constant(6)]),
        "leaky_relu" => graph.Node("LeakyRelu", [x], ("alpha", 0.2)),
        "elu" => graph.Node("Elu", [x], ("alpha", 1.0)),
        "selu" => graph.Node("Selu", [x], ("alpha", 1.6732632423543772), ("gamma", 1.0507009873554805)),
        "celu" => graph.Node("Celu", [x], ("alpha", 1.0)),
        "sigmoid" => graph.Node("Sigmoid", [x]),
        "hard_sigmoid" => graph.Node("HardSigmoid", [x], ("alpha", 1.0 / 6), ("beta", 0.5)),
        ActivationNames.LegacyHardSigmoid => graph.Node("HardSigmoid", [x], ("alpha", 0.2), ("beta", 0.5)),
        "hard_silu" or "hard_swish" => graph.Node("HardSwish", [x]),
        "log_sigmoid" => graph.Node("Neg", [graph.Node("Softplus", [graph.Node("Neg", [x])])]),
        "tanh" => graph.Node("Tanh", [x]),
        "hard_tanh" => graph.Node("Clip", [x, graph.Constant(-1), graph.Constant(1)]),
        "tanh_shrink" => graph.Node("Sub", [x, graph.Node("Tanh", [x])]),
        "softplus" => graph.Node("Softplus", [x]),
        "softsign" => graph.Node("Softsign", [x]),
        "exponential" => graph.Node("Exp", [x]),
        "silu" or "swish" => graph.Node("Mul", [x, graph.Node("Sigmoid", [x])]),
        "mish" => graph.Node("Mul", [x, graph.Node("Tanh", [graph.Node("Softplus", [x])])]),
        "gelu" => Gelu(graph, x),
        "sparse_sigmoid" => graph.Node("HardSigmoid", [x], ("alpha", 0.5), ("beta", 0.5)),
        "sparse_plus" => SparsePlus(graph, x),
        "squareplus" => SquarePlus(graph, x, 4),
        "hard_shrink" => graph.Node("Shrink", [x], ("lambd", 0.5), ("bias", 0.0)),
        "soft_shrink" => graph.Node("Shrink", [x], ("lambd", 0.5), ("bias", 0.5)),
        _ => throw new NotExpressibleException($"The function '{name}' is not among those that can be exported."),
    };

    /// <summary>x · (1 + erf(x / √2)) / 2.</summary>
    public static string Gelu(OnnxGraph graph, string x)
    {
        var error = graph.Node("Erf", [graph.Node("Div", [x, graph.Constant(Math.Sqrt(2))])]);
        return graph.Node("Mul", [graph.Node("Mul", [x, graph.Constant(0.5)]), graph.Node("Add", [error, graph.Constant(1)])]);
    }

    /// <summary>(x + √(x² + b)) / 2.</summary>
    public static string SquarePlus(OnnxGraph graph, string x, double b)
    {
        var root = graph.Node("Sqrt", [graph.Node("Add", [graph.Node("Mul", [x, x]), graph.Constant(b)])]);
        return graph.Node("Mul", [graph.Node("Add", [x, root]), graph.Constant(0.5)]);
    }

    /// <summary>0 below −1, x above 1, (x + 1)² / 4 between: the parabola of x limited to ±1, plus what x has above 1.</summary>
    static string SparsePlus(OnnxGraph graph, string x)
    {
        var one = graph.Constant(1);
        var limited = graph.Node("Add", [graph.Node("Clip", [x, graph.Constant(-1), one]), one]);
        var parabola = graph.Node("Mul", [graph.Node("Mul", [limited, limited]), graph.Constant(0.25)]);
        return graph.Node("Add", [parabola, graph.Node("Relu", [graph.Node("Sub", [x, one])])]);
    }
}
