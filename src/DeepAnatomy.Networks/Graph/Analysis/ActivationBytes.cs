using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>Counts the tensors of one network that are alive while its calls run one after the other.</summary>
sealed class ActivationBytes
{
    readonly Network network;
    readonly Dictionary<TensorRef, int> lastUses = [];
    readonly Dictionary<TensorRef, long> alive = [];
    long now;

    public ActivationBytes(Network network)
    {
        this.network = network;
        for (var index = 0; index < network.Calls.Length; index++)
        {
            foreach (var tensor in network.Calls[index].Tensors)
            {
                lastUses[tensor] = index;
            }
        }

        foreach (var output in network.Outputs)
        {
            lastUses[output] = int.MaxValue;
        }
    }

    /// <summary>The most bytes that were alive at once.</summary>
    public long Peak { get; private set; }

    /// <summary>Bytes of all tensors.</summary>
    public long All { get; private set; }

    /// <summary>Counts a call; all sizes but the batch are known.</summary>
    /// <param name="index">Index of the call.</param>
    /// <param name="outputs">What it gives.</param>
    /// <param name="inner">What runs inside when the layer is a network, else null.</param>
    public void Add(int index, ImmutableArray<TensorShape> outputs, ActivationBytes? inner)
    {
        var call = network.Calls[index];
        var width = PrecisionBytes.Activation(network.Layers[call.Layer].Precision);
        Peak = Math.Max(Peak, now + (inner?.Peak ?? 0));
        All += inner?.All ?? outputs.Sum(output => width * ShapeRules.Elements(output));
        for (var output = 0; output < outputs.Length; output++)
        {
            TensorRef tensor = new(call.Layer, call.Number, output);
            now += alive[tensor] = width * ShapeRules.Elements(outputs[output]);
        }

        Peak = Math.Max(Peak, now);
        foreach (var (tensor, bytes) in alive.Where(pair => lastUses.GetValueOrDefault(pair.Key, -1) <= index).ToList())
        {
            alive.Remove(tensor);
            now -= bytes;
        }
    }
}
