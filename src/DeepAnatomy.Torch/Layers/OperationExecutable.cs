using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>One of <c>keras.ops</c> on tensors and constants.</summary>
sealed class OperationExecutable(OperandSource[] operands, Func<torch.Tensor[], torch.Tensor[]> function) : Executable
{
    public static Executable? Create(Operation operation, LayerContext context)
    {
        if (OperationActivations.Find(operation) is { } activation)
        {
            return new ActivationExecutable(activation);
        }

        var function = UnaryOperations.Find(operation) ?? ReductionOperations.Find(operation) ?? ShapeOperations.Find(operation)
            ?? (operation.ClassName == "GetItem" ? Indexing.Of(context.Call.Find("key", 1)) : null);
        if (function is not null)
        {
            return new ElementwiseExecutable((x, _) => function(x));
        }

        return operation.ClassName switch
        {
            "Split" => Wrap(x => ShapeOperations.Split(operation)(x[0]), operation, context),
            "Matmul" => Wrap(x => [torch.matmul(x[0], x[1])], operation, context),
            "Concatenate" => new ConcatenateExecutable(operation.Integer("axis") ?? 0),
            "Stack" => new ListExecutable(x => torch.stack(x, operation.Integer("axis") ?? 0)),
            "Pad" => PadOperation.Create(operation, context),
            _ when BroadcastOperations.Find(operation.ClassName) is { } broadcast => Wrap(x => [broadcast(x)], operation, context),
            _ => Refuse(context),
        };
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => function(Array.ConvertAll(operands, operand => operand.Of(inputs)));

    public override void Dispose()
    {
        foreach (var operand in operands)
        {
            operand.Dispose();
        }

        base.Dispose();
    }

    static OperationExecutable? Wrap(Func<torch.Tensor[], torch.Tensor[]> function, Operation operation, LayerContext context)
    {
        var operands = new OperandSource[operation.Kind.Operands.Length];
        for (var index = 0; index < operands.Length; index++)
        {
            if (OperandSource.Create(context, operation.Kind.Operands[index], index) is not { } source)
            {
                return null;
            }

            operands[index] = source;
        }

        return new(operands, function);
    }

    static Executable? Refuse(LayerContext context)
    {
        context.Refuse("has arguments that cannot be computed here; index with numbers, slices and the ellipsis only");
        return null;
    }
}
