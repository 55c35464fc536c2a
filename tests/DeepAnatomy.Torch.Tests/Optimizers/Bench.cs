using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Optimizers;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Optimizers;

/// <summary>Weights without a network: a convolution's kernel in libtorch's order, a bias, and a long one; with made-up gradients.</summary>
sealed class Bench : IDisposable
{
    public static readonly ImmutableArray<ImmutableArray<int>> Shapes = [[3, 3, 2, 4], [4], [70001]];

    public Bench(int weights = 3, ConfigObject? constraint = null)
    {
        _ = TorchRuntime.LibtorchVersion;
        Variables = [.. Shapes.Take(weights).Select((shape, index) => Variable(shape, index, constraint))];
    }

    public ImmutableArray<TorchVariable> Variables { get; }

    /// <summary>The weight that all tests start from.</summary>
    public static double[] Start(int variable) => Numbers(variable, 1000, 0.5);

    /// <summary>The gradient of a step, in Keras's order.</summary>
    public static double[] Gradient(int variable, int step) => Numbers(variable, step, 0.1);

    /// <summary>Adds the gradients of a step, as going backwards does.</summary>
    public void GoBackwards(int step, double factor = 1)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        for (var index = 0; index < Variables.Length; index++)
        {
            var gradient = Variables[index].FromKeras(Array(index, [.. Gradient(index, step).Select(value => value * factor)]));
            if (Variables[index].Tensor.grad is { } before)
            {
                before.add_(gradient);
            }
            else
            {
                Variables[index].Tensor.grad = gradient;
            }

            gradient.Dispose();
        }
    }

    public void Run(Optimizer optimizer, int first, int last)
    {
        for (var step = first; step <= last; step++)
        {
            GoBackwards(step, optimizer.LossScale);
            optimizer.Apply();
        }
    }

    public static NdArray Array(int variable, double[] values) => NdArray.Of(Shapes[variable], [.. values.Select(value => (float)value)]);

    public void Dispose()
    {
        foreach (var variable in Variables)
        {
            variable.Tensor.Dispose();
        }
    }

    static TorchVariable Variable(ImmutableArray<int> shape, int index, ConfigObject? constraint)
    {
        var layout = shape.Length == 4 ? WeightLayout.Kernel(2) : WeightLayout.Same;
        var tensor = layout.Place(Array(index, Start(index)), torch.ScalarType.Float32).requires_grad_();
        return new($"layer{index}", new("kernel", shape, true, new("Zeros", [], "")), layout, tensor, true) { Constraint = constraint };
    }

    static double[] Numbers(int variable, int seed, double size)
    {
        var chance = new Random((seed * 10) + variable);
        return [.. Enumerable.Range(0, Shapes[variable].Aggregate(1, (a, b) => a * b)).Select(_ => (double)(float)(size * ((2 * chance.NextDouble()) - 1)))];
    }
}
