using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Keras.Legacy;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Optimizers;

/// <summary>The state of an optimizer in legacy HDF5 files: up to Keras 2.10 all first moments, then all second ones; from 2.11 on one variable after the other, as Keras 3 does.</summary>
static class LegacyOptimizerState
{
    /// <summary>Optimizers whose two moments Keras 3 keeps side by side for each variable; the others keep one slot after the other.</summary>
    static readonly string[] Interleaved = ["Adam", "AdamW", "Adamax", "Nadam"];

    /// <summary>Reads the state into the order of Keras 3; null, with a note, when it is not understood.</summary>
    /// <param name="group">The group <c>optimizer_weights</c>.</param>
    /// <param name="trainable">The weights that training changes, in order.</param>
    /// <param name="optimizer">Settings of the optimizer.</param>
    /// <param name="context">What is known about the file.</param>
    public static OptimizerState? Read(HdfGroup group, ImmutableArray<WeightSpec> trainable, ConfigObject optimizer, LegacyContext context)
    {
        List<(string Name, HdfDataset Dataset)> variables = [];
        foreach (var name in group.Attributes.Texts("weight_names") ?? [])
        {
            if (group.Dataset(name) is { } dataset)
            {
                variables.Add((name, dataset));
            }
        }

        var state = variables.Count == 0 ? null : Ordered(variables, trainable, optimizer);
        if (state is null && variables.Count > 0)
        {
            context.Note("optimizer", MigrationKind.Dropped, $"The state of {optimizer.ClassName} has a layout that is not known; training would go on with a fresh state.");
        }

        return state;
    }

    static OptimizerState? Ordered(List<(string Name, HdfDataset Dataset)> variables, ImmutableArray<WeightSpec> trainable, ConfigObject optimizer)
    {
        var scalars = variables.TakeWhile(variable => variable.Dataset.Shape.IsEmpty).Take(2).ToList();
        if (scalars.Count == 0 || scalars[0].Dataset.ElementType is not (ElementType.Int32 or ElementType.Int64))
        {
            return null;
        }

        var hasRate = scalars.Count > 1 && scalars[1].Name.Contains("learning_rate", StringComparison.Ordinal);
        var slots = variables.Skip(hasRate ? 2 : 1).ToList();

        // Multi-backend Keras stores a placeholder of one zero for each unused slot.
        if (trainable.Length > 0 && slots.Count == 3 * trainable.Length && slots[^1].Dataset.Shape is [1] && !trainable[^1].Shape.SequenceEqual([1]))
        {
            slots.RemoveRange(2 * trainable.Length, trainable.Length);
        }

        if (Interleave(slots, trainable, optimizer.ClassName) is not { } ordered)
        {
            return null;
        }

        List<NdArray> state = [scalars[0].Dataset.Read()];
        if (hasRate)
        {
            state.Add(scalars[1].Dataset.Read());
        }
        else if (optimizer.Config["learning_rate"].Number() is { } rate)
        {
            state.Add(NdArray.Of([], [(float)rate]));
        }

        state.AddRange(ordered.Select(dataset => dataset.Read()));
        return new([.. state]);
    }

    /// <summary>Brings the slots into the order of Keras 3. What stands after the two moments (the largest second moments of AMSGrad) follows as it is.</summary>
    static IEnumerable<HdfDataset>? Interleave(List<(string Name, HdfDataset Dataset)> slots, ImmutableArray<WeightSpec> trainable, string className)
    {
        var count = trainable.Length;
        if (count == 0 || slots.Count % count != 0)
        {
            return slots.Count == 0 ? [] : null;
        }

        bool Fits(int start, int length, Func<int, int> variable) =>
            Enumerable.Range(0, length).All(index => slots[start + index].Dataset.Shape.SequenceEqual(trainable[variable(index)].Shape));
        var pairs = Interleaved.Contains(className) && slots.Count >= 2 * count ? 2 * count : 0;
        var isGrouped = Fits(0, pairs, index => index % count);
        var isAlternating = Fits(0, pairs, index => index / 2);
        if ((!isGrouped && !isAlternating) || !Fits(pairs, slots.Count - pairs, index => index % count))
        {
            return null;
        }

        // Where all shapes are equal the name tells: …/kernel/m:0 before 2.11, m/…/kernel:0 since.
        var swaps = isGrouped && (!isAlternating || slots[0].Name.Split('/')[^1].Length <= "vhat:0".Length);
        return Enumerable.Range(0, slots.Count).Select(index => slots[index < pairs && swaps ? ((index % 2) * count) + (index / 2) : index].Dataset);
    }
}
