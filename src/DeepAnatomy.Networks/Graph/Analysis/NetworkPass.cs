using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>What one pass through the calls of one network has found so far.</summary>
sealed class NetworkPass
{
    readonly Dictionary<TensorRef, TensorShape> given;

    NetworkPass(Network network, Dictionary<TensorRef, TensorShape> given) => (Network, this.given, Activations) = (network, given, new(network));

    public Network Network { get; }

    public Dictionary<TensorRef, TensorShape> Shapes { get; } = [];

    public ActivationBytes Activations { get; }

    /// <summary>Whether all sizes but the batch are known.</summary>
    public bool AreKnown { get; private set; } = true;

    /// <summary>Work of all calls; null when a size is not known.</summary>
    public long? MultiplyAdds { get; private set; } = 0;

    /// <summary>Begins a pass; a wrong number of inputs is a problem, and those of the input layers are taken.</summary>
    public static NetworkPass Start(Network network, ImmutableArray<TensorShape> inputs, string path, ICollection<Problem> problems)
    {
        try
        {
            return new(network, ShapeInference.Given(network, inputs));
        }
        catch (ShapeException e)
        {
            problems.Add(new(path.Length > 0 ? path : network.Name, e.Message));
            return new(network, []);
        }
    }

    /// <summary>Shape given from outside for an input layer, or null.</summary>
    public TensorShape? Given(Call call) => given.TryGetValue(new(call.Layer, call.Number), out var shape) ? shape : null;

    /// <summary>Shapes of the tensors of a call; false when one could not be found.</summary>
    public bool TryInputs(Call call, out ImmutableArray<TensorShape> inputs)
    {
        var found = ImmutableArray.CreateBuilder<TensorShape>();
        foreach (var tensor in call.Tensors)
        {
            if (!Shapes.TryGetValue(tensor, out var shape))
            {
                inputs = [];
                AreKnown = false;
                MultiplyAdds = null;
                return false;
            }

            found.Add(shape);
        }

        inputs = found.ToImmutable();
        return true;
    }

    /// <summary>Takes down what a call gives.</summary>
    public void Add(int index, ImmutableArray<TensorShape> outputs, long? multiplyAdds, NetworkPass? inner)
    {
        var call = Network.Calls[index];
        for (var output = 0; output < outputs.Length; output++)
        {
            Shapes[new(call.Layer, call.Number, output)] = outputs[output];
        }

        MultiplyAdds = checked(MultiplyAdds + multiplyAdds);
        AreKnown &= outputs.All(output => output.IsKnown) && (inner?.AreKnown ?? true);
        if (AreKnown)
        {
            Activations.Add(index, outputs, inner?.Activations);
        }
    }

    /// <summary>Shapes of what the network gives.</summary>
    /// <exception cref="ShapeException">One could not be found; why was reported where it happened.</exception>
    public ImmutableArray<TensorShape> Outputs() =>
        [.. Network.Outputs.Select(output => Shapes.TryGetValue(output, out var shape) ? shape : throw new ShapeException("its output has no shape, because of what is wrong inside."))];
}
