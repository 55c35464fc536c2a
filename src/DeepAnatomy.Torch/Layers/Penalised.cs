using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A layer whose outputs are penalised: Keras's activity regularizer. The penalty is taken of the whole output, without dividing by the batch.</summary>
sealed class Penalised(Executable inner, Func<torch.Tensor, torch.Tensor> penalty) : Executable
{
    /// <summary>The executable itself where the layer asks for no penalty.</summary>
    public static Executable Wrap(Layer layer, Executable executable, LayerContext context)
    {
        if (layer.GetType().GetProperty("ActivityRegularizer")?.GetValue(layer) is not ConfigObject regularizer)
        {
            return executable;
        }

        if (Regularizers.Find(regularizer) is { } penalty)
        {
            return new Penalised(executable, penalty);
        }

        context.Refuse($"has the activity regularizer {regularizer.ClassName}, which is not known here; use L1, L2, L1L2 or OrthogonalRegularizer");
        return executable;
    }

    /// <summary>A layer that does nothing but that.</summary>
    public static Penalised Of(ActivityRegularization layer) => new(new ElementwiseExecutable((x, _) => x), Regularizers.Of(layer.L1, layer.L2));

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var outputs = inner.Run(inputs, pass, overwrite);
        if (pass.Training)
        {
            pass.Penalties.AddRange(outputs.Select(output => penalty(output).DetachFromDisposeScope()));
        }

        return outputs;
    }

    public override void Dispose()
    {
        inner.Dispose();
        base.Dispose();
    }
}
