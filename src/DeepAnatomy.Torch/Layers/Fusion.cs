namespace DeepAnatomy.Torch.Layers;

/// <summary>Joins steps that compute faster as one.</summary>
static class Fusion
{
    /// <summary>Joins each step with its only reader as long as the two agree to it.</summary>
    /// <param name="steps">The steps in order.</param>
    /// <param name="outputs">Slots that must be filled.</param>
    /// <param name="foldWeights">True when weights may be multiplied into each other.</param>
    /// <returns>New steps with the same slots, some of them never filled.</returns>
    public static Step[] Apply(Step[] steps, int[] outputs, bool foldWeights)
    {
        List<Step> result = [];
        var readers = steps.SelectMany(step => step.Inputs).Concat(outputs).GroupBy(slot => slot).ToDictionary(group => group.Key, group => group.Count());
        Dictionary<int, int> makers = [];
        foreach (var step in steps)
        {
            if (step.Inputs.Length == 1 && readers[step.Inputs[0]] == 1 && makers.TryGetValue(step.Inputs[0], out var at)
                && result[at].Outputs.Length == 1 && result[at].Executable.FuseWith(step.Executable, foldWeights) is { } joined)
            {
                result[at] = new(joined, step.Path, result[at].Inputs, step.Outputs);
                makers[step.Outputs[0]] = at;
                continue;
            }

            foreach (var slot in step.Outputs)
            {
                makers[slot] = result.Count;
            }

            result.Add(new(step.Executable, step.Path, step.Inputs, step.Outputs));
        }

        return [.. result];
    }
}
