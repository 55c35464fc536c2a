using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Engine;

/// <summary>
/// A network that computes, with Keras's exact semantics, on libtorch. Tensors lie as in Keras: batch first, channels last unless a layer says otherwise.
/// Computes in single precision whatever precision policy the layers carry. One pass at a time: not for several threads at once.
/// </summary>
public sealed class TorchNetwork : IDisposable
{
    readonly Model model;
    readonly EngineOptions options;
    readonly GraphExecutable graph;
    readonly ImmutableArray<TorchVariable> variables;
    readonly HashSet<string> paths;
    readonly torch.Generator noise;
    readonly List<torch.Tensor> penalties = [];

    TorchNetwork(Model model, EngineOptions options, GraphExecutable graph, ImmutableArray<TorchVariable> variables, HashSet<string> paths)
    {
        (this.model, this.options, this.graph, this.variables, this.paths) = (model, options, graph, variables, paths);
        noise = new torch.Generator((ulong)options.Seed);
        TrainableVariables = [.. variables.Where(variable => variable.Trainable)];
        NonTrainableVariables = [.. variables.Where(variable => !variable.Trainable)];
    }

    /// <summary>The layer graph.</summary>
    public Network Network => model.Network;

    /// <summary>Paths of all layers that compute: what a tap can name.</summary>
    public IReadOnlyCollection<string> LayerPaths => paths;

    /// <summary>Weights that training changes, in the order of Keras's <c>model.trainable_variables</c>; those of frozen layers are not among them.</summary>
    public IReadOnlyList<TorchVariable> TrainableVariables { get; }

    /// <summary>All other weights, in the order of Keras's <c>model.non_trainable_variables</c>.</summary>
    public IReadOnlyList<TorchVariable> NonTrainableVariables { get; }

    /// <summary>Makes a model ready to compute. Loads libtorch if nothing has yet.</summary>
    /// <param name="model">The model; its arrays are copied.</param>
    /// <param name="options">How; null for inference.</param>
    /// <exception cref="UnsupportedNetworkException">It holds what the engine cannot compute; names all of it.</exception>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded on this system.</exception>
    public static TorchNetwork Load(Model model, EngineOptions? options = null)
    {
        options ??= new();
        _ = TorchRuntime.LibtorchVersion;
        using var noGradient = torch.no_grad();
        var compiler = new NetworkCompiler(model.Weights, options);
        var graph = compiler.Compile(model.Network, "", model.Network.Trainable, []);
        ImmutableArray<TorchVariable> variables = [.. compiler.InOrder(model.Network, "").DistinctBy(variable => variable.Tensor, ReferenceEqualityComparer.Instance)];
        if (compiler.Problems.Count > 0)
        {
            Release(graph, variables);
            throw new UnsupportedNetworkException([.. compiler.Problems]);
        }

        return new(model, options, graph, variables, compiler.Paths);
    }

    /// <summary>Computes the outputs. With <see cref="EnginePurpose.Training"/> and gradients enabled they can be differentiated.</summary>
    /// <param name="inputs">One tensor for each input of the network, in order.</param>
    /// <param name="training">True to behave as in training: dropout drops, batch normalization uses the batch and updates its statistics.</param>
    /// <returns>The outputs in order; they belong to the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The number of inputs is not the network's.</exception>
    public IReadOnlyList<torch.Tensor> Forward(IReadOnlyList<torch.Tensor> inputs, bool training) => Forward(inputs, new Pass(training, noise, []));

    /// <summary>The penalties of all regularizers: on trainable weights, and on outputs of layers in the last training pass. A scalar that can be differentiated; 0 when there are none.</summary>
    public torch.Tensor RegularizationLoss()
    {
        using var scope = torch.NewDisposeScope();
        var total = torch.zeros([], options.DoublePrecision ? torch.ScalarType.Float64 : torch.ScalarType.Float32);
        foreach (var variable in TrainableVariables)
        {
            if (variable.Penalty is { } penalty)
            {
                total += penalty(variable.Tensor);
            }
        }

        foreach (var penalty in penalties)
        {
            total += penalty;
        }

        return total.MoveToOuterDisposeScope();
    }

    /// <summary>Starts the noise of dropout anew.</summary>
    /// <param name="seed">The seed; the same seed gives the same noise.</param>
    public void Reseed(long seed) => noise.manual_seed(seed);

    /// <summary>Sends arrays through the network as in Keras's <c>predict</c>.</summary>
    /// <param name="inputs">One array for each input, in order; batch axis first.</param>
    /// <param name="options">How; null for all at once.</param>
    /// <param name="cancellation">Ends it between two layers.</param>
    /// <exception cref="ArgumentException">The number of inputs is not the network's, their batch sizes differ, or no layer has the path of a tap.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RunResult Run(IReadOnlyList<NdArray> inputs, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        if (options.Taps?.FirstOrDefault(tap => !paths.Contains(tap)) is { } unknown)
        {
            throw new ArgumentException($"No layer that computes has the path '{unknown}'.", nameof(options));
        }

        return BatchRun.Of(inputs, options, this.options.DoublePrecision, noise, Forward, cancellation);
    }

    /// <summary>The model with the weights as they are now; bit by bit those that were loaded as long as nothing has changed them.</summary>
    public Model ToModel() => model with
    {
        Weights = new WeightSet(variables.GroupBy(variable => variable.LayerPath)
            .Select(layer => KeyValuePair.Create(layer.Key, layer.Select(variable => variable.ToKeras()).ToImmutableArray()))),
    };

    /// <summary>Releases the weights.</summary>
    public void Dispose()
    {
        ForgetPenalties();
        noise.Dispose();
        Release(graph, variables);
    }

    torch.Tensor[] Forward(IReadOnlyList<torch.Tensor> inputs, Pass pass)
    {
        if (inputs.Count != Network.Inputs.Length)
        {
            throw new ArgumentException($"The network takes {Network.Inputs.Length} inputs, not {inputs.Count}.", nameof(inputs));
        }

        ForgetPenalties();
        torch.Tensor[] arguments = [.. inputs];
        var outputs = graph.Run(arguments, pass, overwrite: false);
        penalties.AddRange(pass.Penalties);
        return [.. outputs.Select((output, index) => Lifetimes.Stands(output, arguments, outputs.Take(index)) ? output.alias() : output)];
    }

    void ForgetPenalties()
    {
        penalties.ForEach(penalty => penalty.Dispose());
        penalties.Clear();
    }

    static void Release(GraphExecutable graph, IEnumerable<TorchVariable> variables)
    {
        graph.Dispose();
        foreach (var variable in variables)
        {
            variable.Tensor.grad?.Dispose();
            variable.Tensor.Dispose();
        }
    }
}
