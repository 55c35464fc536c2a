using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Operations on tensors in ONNX.</summary>
static class OperationNodes
{
    public static OnnxTensor Lower(LayerCall call, Operation operation) => operation.Kind.Family switch
    {
        _ when operation.ClassName is "Softmax" or "LogSoftmax" => ActivationNodes.OverAxis(call.Graph, call.Input, operation.ClassName, operation.Integer("axis") ?? throw Refused(operation)),
        OperationFamily.Unary => call.Input.Map(call.Graph, x => Unary(call.Graph, operation, x)),
        OperationFamily.Broadcast => Broadcast(call, operation),
        OperationFamily.Reduction => Reduction(call, operation),
        _ => Special(call, operation),
    };

    static string Unary(OnnxGraph graph, Operation operation, string x) => operation.ClassName switch
    {
        "Absolute" or "Abs" => graph.Node("Abs", [x]),
        "Negative" => graph.Node("Neg", [x]),
        "Reciprocal" => graph.Node("Reciprocal", [x]),
        "Exp" or "Log" or "Sqrt" or "Sign" or "Floor" or "Ceil" or "Sin" or "Cos" or "Tan" or "Sinh" or "Cosh" or "Tanh" or "Erf" => graph.Node(operation.ClassName, [x]),
        "Square" => graph.Node("Mul", [x, x]),
        "Rsqrt" => graph.Node("Reciprocal", [graph.Node("Sqrt", [x])]),
        "StopGradient" => x,
        "Clip" => graph.Node("Min", [graph.Node("Max", [x, graph.Constant(operation.Number("x_min") ?? throw Refused(operation))]), graph.Constant(operation.Number("x_max") ?? throw Refused(operation))]),
        "LeakyRelu" => graph.Node("LeakyRelu", [x], ("alpha", operation.Number("negative_slope") ?? 0.2)),
        "Elu" => graph.Node("Elu", [x], ("alpha", operation.Number("alpha") ?? 1)),
        "Celu" => graph.Node("Celu", [x], ("alpha", operation.Number("alpha") ?? 1)),
        "Gelu" => operation.Flag("approximate") ? ApproximateGelu(graph, x) : ActivationNodes.Gelu(graph, x),
        "Relu" or "Relu6" or "Sigmoid" or "Softplus" or "Softsign" or "Silu" or "Selu" or "Mish" => ActivationNodes.Function(graph, operation.ClassName.ToLowerInvariant(), x),
        "SparseSigmoid" => ActivationNodes.Function(graph, "sparse_sigmoid", x),
        "SparsePlus" => ActivationNodes.Function(graph, "sparse_plus", x),
        "Squareplus" => ActivationNodes.SquarePlus(graph, x, operation.Number("b") ?? 4),
        "HardShrink" => graph.Node("Shrink", [x], ("lambd", operation.Number("threshold") ?? 0.5), ("bias", 0.0)),
        "SoftShrink" => graph.Node("Shrink", [x], ("lambd", operation.Number("threshold") ?? 0.5), ("bias", operation.Number("threshold") ?? 0.5)),
        "LogSigmoid" => ActivationNodes.Function(graph, "log_sigmoid", x),
        "HardSigmoid" => ActivationNodes.Function(graph, "hard_sigmoid", x),
        "HardSilu" => ActivationNodes.Function(graph, "hard_silu", x),
        "HardTanh" => ActivationNodes.Function(graph, "hard_tanh", x),
        "TanhShrink" => ActivationNodes.Function(graph, "tanh_shrink", x),
        _ => throw Refused(operation),
    };

    /// <summary>x · (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2.</summary>
    static string ApproximateGelu(OnnxGraph graph, string x)
    {
        var cube = graph.Node("Mul", [graph.Node("Mul", [x, x]), graph.Node("Mul", [x, graph.Constant(0.044715)])]);
        var inner = graph.Node("Mul", [graph.Node("Add", [x, cube]), graph.Constant(Math.Sqrt(2 / Math.PI))]);
        return graph.Node("Mul", [graph.Node("Mul", [x, graph.Constant(0.5)]), graph.Node("Add", [graph.Node("Tanh", [inner]), graph.Constant(1)])]);
    }

    static OnnxTensor Broadcast(LayerCall call, Operation operation)
    {
        var name = operation.ClassName switch
        {
            "Add" => "Add",
            "Subtract" => "Sub",
            "Multiply" => "Mul",
            "Divide" or "TrueDivide" => "Div",
            "Power" => "Pow",
            "Maximum" => "Max",
            "Minimum" => "Min",
            _ => throw Refused(operation),
        };
        var (first, second) = (call.Call.Find("x1", 0), call.Call.Find("x2", 1));
        if (call.Inputs.Any(input => input.IsMoved) && Operands(call, first, second).All(operand => operand is null || operand.Shape.Rank == call.Output.Rank) && Scalars(first, second))
        {
            return OnnxTensor.OfMoved(call.Output, call.Graph.Node(name, [Operand(call, operation, first, true), Operand(call, operation, second, true)]));
        }

        return OnnxTensor.OfNative(call.Output, call.Graph.Node(name, [Operand(call, operation, first, false), Operand(call, operation, second, false)]));
    }

    static bool Scalars(params ReadOnlySpan<Argument?> operands)
    {
        foreach (var operand in operands)
        {
            if (operand is ConstantArgument { Value: not JsonValue })
            {
                return false;
            }
        }

        return true;
    }

    static IEnumerable<OnnxTensor?> Operands(LayerCall call, params Argument?[] operands) => operands.Select(operand => operand is TensorArgument tensor ? call.Tensor(tensor.Tensor) : null);

    static string Operand(LayerCall call, Operation operation, Argument? operand, bool isMoved) => operand switch
    {
        TensorArgument tensor => isMoved ? call.Tensor(tensor.Tensor).Moved(call.Graph) : call.Tensor(tensor.Tensor).Native(call.Graph),
        ConstantArgument constant => call.Graph.Constant(Array(constant.Value) ?? throw Refused(operation)),
        _ => throw Refused(operation),
    };

    static NdArray? Array(JsonNode? value)
    {
        List<float> numbers = [];
        var shape = ShapeOf(value);
        return Gather(value, shape.AsSpan(), numbers) ? NdArray.Of(shape, [.. numbers]) : null;
    }

    static ImmutableArray<int> ShapeOf(JsonNode? value) => value is JsonArray { Count: > 0 } list ? [list.Count, .. ShapeOf(list[0])] : [];

    static bool Gather(JsonNode? value, ReadOnlySpan<int> shape, List<float> numbers)
    {
        if (shape.IsEmpty)
        {
            var isNumber = value is JsonValue && value.GetValueKind() == JsonValueKind.Number;
            numbers.Add(isNumber ? (float)JsonNumber.Of(value)!.Value : 0);
            return isNumber;
        }

        if (value is not JsonArray list || list.Count != shape[0])
        {
            return false;
        }

        foreach (var item in list)
        {
            if (!Gather(item, shape[1..], numbers))
            {
                return false;
            }
        }

        return true;
    }

    static OnnxTensor Reduction(LayerCall call, Operation operation)
    {
        var keep = operation.Flag("keepdims");
        var axes = operation.Integers("axis") is { } given ? given.Select(call.Input.Axis).ToArray() : [.. Enumerable.Range(0, call.Input.Shape.Rank)];
        if (operation.ClassName is "Max" or "Min" && operation["initial"] is not null)
        {
            throw Refused(operation);
        }

        if (operation.ClassName == "Sum")
        {
            return OnnxTensor.OfNative(call.Output, call.Graph.Node("ReduceSum", [call.Input.Native(call.Graph), call.Graph.Integers([.. axes.Select(axis => (long)axis)])], ("keepdims", keep ? 1L : 0L)));
        }

        var name = operation.ClassName switch
        {
            "Mean" => "ReduceMean",
            "Max" or "Amax" => "ReduceMax",
            "Min" or "Amin" => "ReduceMin",
            "Prod" => "ReduceProd",
            "Logsumexp" => "ReduceLogSumExp",
            _ => throw Refused(operation),
        };
        return OnnxTensor.OfNative(call.Output, call.Graph.Node(name, [call.Input.Native(call.Graph)], ("axes", axes), ("keepdims", keep ? 1L : 0L)));
    }

    static OnnxTensor Special(LayerCall call, Operation operation)
    {
        var graph = call.Graph;
        return operation.ClassName switch
        {
            "Concatenate" => MergeNodes.Concatenate(call, operation.Integer("axis") ?? throw Refused(operation)),
            "Reshape" => OnnxTensor.OfNative(call.Output, graph.Node("Reshape", [call.Input.Native(graph), graph.Integers(ReshapeTarget(operation))])),
            "Transpose" => OnnxTensor.OfNative(call.Output, graph.Transpose(call.Input.Native(graph), operation.Integers("axes") is { } axes ? axes.Select(call.Input.Axis) : Enumerable.Range(0, call.Input.Shape.Rank).Reverse())),
            "ExpandDims" => OnnxTensor.OfNative(call.Output, graph.Node("Unsqueeze", [call.Input.Native(graph), Axes(graph, operation)])),
            "Squeeze" => OnnxTensor.OfNative(call.Output, graph.Node("Squeeze", operation.Integers("axis") is null ? [call.Input.Native(graph)] : [call.Input.Native(graph), Axes(graph, operation)])),
            "Matmul" => OnnxTensor.OfNative(call.Output, graph.Node("MatMul", [call.Inputs[0].Native(graph), call.Inputs.Length == 2 ? call.Inputs[1].Native(graph) : throw Refused(operation)])),
            _ => throw Refused(operation),
        };
    }

    static long[] ReshapeTarget(Operation operation)
    {
        var target = operation.Integers("newshape") ?? throw Refused(operation);
        return [.. target.Select(size => (long)size)];
    }

    static string Axes(OnnxGraph graph, Operation operation) => graph.Integers([.. (operation.Integers("axis") ?? throw Refused(operation)).Select(axis => (long)axis)]);

    static NotExpressibleException Refused(Operation operation) => new($"The operation '{operation.ClassName}' (or this way of calling it) is not among those that can be exported.");
}
