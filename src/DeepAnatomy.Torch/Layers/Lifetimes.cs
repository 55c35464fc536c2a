using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Plans when tensors between the steps of a network can go, and where a step may write over its input.</summary>
static class Lifetimes
{
    /// <summary>Whether a tensor is one of others: the same object, for tensors are equal to all with the same numbers, and to find that out reads them all.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="arguments">What it was made from.</param>
    /// <param name="earlier">What was made with it.</param>
    public static bool Stands(torch.Tensor tensor, IEnumerable<torch.Tensor> arguments, IEnumerable<torch.Tensor> earlier) =>
        arguments.Concat(earlier).Contains(tensor, ReferenceEqualityComparer.Instance);

    /// <summary>Fills in <see cref="Step.Released"/> and <see cref="Step.Overwrites"/>.</summary>
    /// <param name="steps">The steps in order.</param>
    /// <param name="slots">Number of tensors.</param>
    /// <param name="inputs">Slots that belong to the caller.</param>
    /// <param name="outputs">Slots that the caller gets.</param>
    public static void Plan(Step[] steps, int slots, int[] inputs, int[] outputs)
    {
        var readers = new int[slots];
        var last = new int[slots];
        var makers = new Step?[slots];
        Array.Fill(last, -1);
        for (var index = 0; index < steps.Length; index++)
        {
            foreach (var slot in steps[index].Outputs)
            {
                (makers[slot], last[slot]) = (steps[index], index);
            }

            foreach (var slot in steps[index].Inputs)
            {
                readers[slot]++;
                last[slot] = index;
            }
        }

        foreach (var step in steps)
        {
            step.Overwrites = step.Inputs.Length > 0 && readers[step.Inputs[0]] == 1 && !outputs.Contains(step.Inputs[0])
                && makers[step.Inputs[0]] is { Executable.MayBeOverwritten: true };
        }

        var kept = inputs.Concat(outputs).ToHashSet();
        foreach (var group in Enumerable.Range(0, slots).Where(slot => last[slot] >= 0 && !kept.Contains(slot)).GroupBy(slot => last[slot]))
        {
            steps[group.Key].Released = [.. group];
        }
    }
}
