using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Depth-first walk from the outputs of a network to its inputs. Without recursion: files may hold chains of any length.</summary>
sealed class GraphVisit
{
    readonly Network network;
    readonly Dictionary<(int Layer, int Call), int> calls = [];
    readonly HashSet<TensorRef> inputs;
    readonly HashSet<int> done = [], open = [];

    public GraphVisit(Network network)
    {
        (this.network, inputs) = (network, [.. network.Inputs]);
        for (var index = 0; index < network.Calls.Length; index++)
        {
            calls[(network.Calls[index].Layer, network.Calls[index].Number)] = index;
        }
    }

    /// <summary>Calls in the order in which the walk left them: each after those it depends on.</summary>
    public List<int> Finished { get; } = [];

    /// <summary>For each layer met the number of its first visit.</summary>
    public Dictionary<int, int> Indices { get; } = [];

    /// <summary>Index of the call that makes a tensor.</summary>
    /// <exception cref="ShapeException">There is none.</exception>
    public int CallOf(TensorRef tensor) => calls.TryGetValue((tensor.Layer, tensor.Call), out var index)
        ? index
        : throw new ShapeException($"No call makes output {tensor.Output} of call {tensor.Call} of layer {NameOf(tensor.Layer)}.");

    /// <summary>Indices of the calls whose tensors a call takes, in order of its arguments.</summary>
    public IEnumerable<int> Parents(int call) => Tensors(network.Calls[call]).Select(CallOf);

    /// <summary>Walks from one tensor.</summary>
    /// <exception cref="ShapeException">The graph has a cycle, or a tensor that nothing makes.</exception>
    public void From(TensorRef tensor)
    {
        Stack<(int Call, Queue<TensorRef> Waiting)> stack = [];
        Enter(tensor, stack);
        while (stack.TryPeek(out var top))
        {
            if (top.Waiting.TryDequeue(out var next))
            {
                Enter(next, stack);
                continue;
            }

            stack.Pop();
            open.Remove(top.Call);
            done.Add(top.Call);
            Finished.Add(top.Call);
        }
    }

    void Enter(TensorRef tensor, Stack<(int Call, Queue<TensorRef> Waiting)> stack)
    {
        var call = CallOf(tensor);
        if (done.Contains(call))
        {
            return;
        }

        if (!open.Add(call))
        {
            throw new ShapeException($"The graph has a cycle through layer {NameOf(tensor.Layer)}.");
        }

        Indices.TryAdd(tensor.Layer, Indices.Count);
        stack.Push((call, new(inputs.Contains(tensor) ? [] : Tensors(network.Calls[call]))));
    }

    string NameOf(int layer) => layer >= 0 && layer < network.Layers.Length ? network.Layers[layer].Name : $"number {layer}";

    // Keras flattens keyword arguments in the order of their names.
    static IEnumerable<TensorRef> Tensors(Call call) => call.Arguments.Concat(call.Keywords.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)).SelectMany(argument => argument.Tensors);
}
