using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A layer applied to every element of the second axis: to all at once, but in training one by one, as statistics of a batch are then those of one element.</summary>
sealed class TimeDistributedExecutable(Executable inner) : Executable
{
    public static TimeDistributedExecutable Create(TimeDistributed layer, LayerContext context)
    {
        var sizes = context.Inputs[0].Sizes;
        return new(context.Child(layer.Children[0].Key, layer.Layer, new TensorShape(sizes.RemoveAt(1))));
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var x = inputs[0];
        if (pass.Training)
        {
            var each = Enumerable.Range(0, (int)x.shape[1]).Select(time => inner.Run([x.select(1, time)], pass, false)[0]).ToList();
            return [torch.stack(each, 1)];
        }

        var result = inner.Run([x.reshape([x.shape[0] * x.shape[1], .. x.shape[2..]])], pass, false)[0];
        return [result.reshape([x.shape[0], x.shape[1], .. result.shape[1..]])];
    }
}
