using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Brings the state of an optimizer into Keras's order: iteration, learning rate unless a schedule gives it, averages, accumulated gradients, slots, numbers.</summary>
sealed class OptimizerStateWriter(Optimizer optimizer, FlatLayout layout)
{
    public OptimizerState Write(FlatTensor? averages, FlatTensor? accumulated, FlatTensor[][] groups, ImmutableArray<float> trailing)
    {
        List<NdArray> variables = [NdArray.Of([], [checked((int)optimizer.Iterations)])];
        if (!optimizer.HasSchedule)
        {
            variables.Add(NdArray.Of([], [optimizer.LearningRate]));
        }

        foreach (var group in new[] { averages, accumulated }.Where(slot => slot is not null).Select(slot => new[] { slot! }).Concat(groups))
        {
            for (var index = 0; index < layout.Variables.Count; index++)
            {
                variables.AddRange(group.Select(slot => layout.Variables[index].ToKeras(slot.Views[index])));
            }
        }

        variables.AddRange(trailing.Select(number => NdArray.Of([], [number])));
        return new([.. variables]);
    }
}
