using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A network: its calls one after the other. What nobody reads any more is released at once.</summary>
sealed class GraphExecutable : Executable
{
    readonly Step[] single;
    readonly Step[] training;
    readonly Lazy<Step[]> inference;
    readonly int slots;
    readonly int[] inputs;
    readonly int[] outputs;

    /// <param name="steps">The calls.</param>
    /// <param name="slots">Number of tensors.</param>
    /// <param name="inputs">Slots of the inputs.</param>
    /// <param name="outputs">Slots of the outputs.</param>
    /// <param name="weightsAreFixed">True when weights may be multiplied into each other.</param>
    public GraphExecutable(Step[] steps, int slots, int[] inputs, int[] outputs, bool weightsAreFixed)
    {
        (this.slots, this.inputs, this.outputs) = (slots, inputs, outputs);
        single = steps;
        training = Fusion.Apply(steps, outputs, foldWeights: false);

        // Multiplying weights takes longer than loading them: not before somebody wants it.
        inference = new(() => weightsAreFixed ? Planned(Fusion.Apply(steps, outputs, foldWeights: true)) : training);
        Planned(single);
        Planned(training);
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var values = new torch.Tensor?[slots];
        for (var index = 0; index < inputs.Length; index++)
        {
            values[this.inputs[index]] = inputs[index];
        }

        foreach (var step in pass.IsExact ? single : pass.Training ? training : inference.Value)
        {
            pass.Cancellation.ThrowIfCancellationRequested();
            Run(step, values, pass);
        }

        return [.. outputs.Select(slot => values[slot]!)];
    }

    Step[] Planned(Step[] steps)
    {
        Lifetimes.Plan(steps, slots, inputs, outputs);
        return steps;
    }

    static void Run(Step step, torch.Tensor?[] values, Pass pass)
    {
        var arguments = new torch.Tensor[step.Inputs.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = values[step.Inputs[index]]!;
        }

        using (var scope = torch.NewDisposeScope())
        {
            var results = step.Executable.Run(arguments, pass, step.Overwrites && !pass.IsObserved && !pass.Training);
            for (var index = 0; index < results.Length; index++)
            {
                // One that is an argument, or stands there twice, would be released twice.
                var result = Lifetimes.Stands(results[index], arguments, results.Take(index)) ? results[index].alias() : results[index];
                values[step.Outputs[index]] = scope.MoveToOuter(result);
            }
        }

        if (pass.Wants(step.Path))
        {
            Keep(step, values, pass);
        }

        foreach (var slot in step.Released)
        {
            values[slot]!.Dispose();
        }
    }

    public override void Dispose()
    {
        foreach (var step in single.Concat(training).Concat(inference.IsValueCreated ? inference.Value : []))
        {
            step.Executable.Dispose();
        }

        base.Dispose();
    }

    static void Keep(Step step, torch.Tensor?[] values, Pass pass)
    {
        if (!pass.Tapped.TryGetValue(step.Path, out var kept))
        {
            pass.Tapped[step.Path] = kept = [];
        }

        kept.AddRange(step.Outputs.Select(slot => values[slot]!.alias().DetachFromDisposeScope()));
    }
}
