using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Reads what <see cref="OptimizerStateWriter"/> or Keras wrote.</summary>
sealed class OptimizerStateReader(Optimizer optimizer, FlatLayout layout)
{
    // A LossScaleOptimizer keeps iteration, learning rate, counter and scale of its own before the variables of the optimizer inside.
    const int WrapperVariables = 4;

    public (long Iterations, float Rate, ImmutableArray<float> Trailing) Read(
        OptimizerState state, FlatTensor? averages, FlatTensor? accumulated, FlatTensor[][] groups, ImmutableArray<float> trailing, float rate)
    {
        FlatTensor[][] all = [.. new[] { averages, accumulated }.Where(slot => slot is not null).Select(slot => new[] { slot! }), .. groups];
        var head = optimizer.HasSchedule ? 1 : 2;
        var expected = head + (all.Sum(group => group.Length) * layout.Variables.Count) + trailing.Length;
        if (state.Variables.Length == expected + WrapperVariables && state.Variables[..WrapperVariables].All(variable => variable.Rank == 0))
        {
            state = new(state.Variables[WrapperVariables..]);
        }

        if (state.Variables.Length != expected)
        {
            throw new ArgumentException($"The state of the optimizer has {state.Variables.Length} variables, but {expected} belong to this optimizer on {layout.Variables.Count} weights.");
        }

        // Nadam's number stands before the slots in files of Keras before 3.7.
        var before = trailing.Length > 0 && state.Variables[head].Rank == 0 && state.Variables[^1].Rank > 0;
        var (start, numbers) = before ? (head + trailing.Length, head) : (head, expected - trailing.Length);
        List<(torch.Tensor Target, torch.Tensor Values)> copies = [];
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        foreach (var group in all)
        {
            for (var index = 0; index < layout.Variables.Count; index++)
            {
                foreach (var slot in group)
                {
                    copies.Add((slot.Views[index], Fitted(state.Variables[start++], index)));
                }
            }
        }

        copies.ForEach(copy => copy.Target.copy_(copy.Values));
        copies.ForEach(copy => copy.Values.Dispose());
        return ((long)Scalar(state.Variables[0]), head == 2 ? (float)Scalar(state.Variables[1]) : rate, [.. Enumerable.Range(numbers, trailing.Length).Select(index => (float)Scalar(state.Variables[index]))]);
    }

    torch.Tensor Fitted(NdArray array, int index)
    {
        try
        {
            return layout.Variables[index].FromKeras(array);
        }
        catch (ArgumentException problem)
        {
            throw new ArgumentException($"The state of the optimizer does not fit: {problem.Message}", problem);
        }
    }

    static double Scalar(NdArray array) => array.Count == 1 ? array[0] : throw new ArgumentException($"The state of the optimizer has {array.Count} numbers where one is expected.");
}
