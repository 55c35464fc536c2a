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
    /// <summary>Optimizers whose slots Keras 3 interleaves per variable; the others keep one slot after the other.</summary>
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

    static IEnumerable<HdfDataset>? Interleave(List<(string Name, HdfDataset Dataset)> slots, ImmutableArray<WeightSpec> trainable, string className)
    {
        if (trainable.IsEmpty || slots.Count % trainable.Length != 0)
        {
            return slots.Count == 0 ? [] : null;
        }

        var count = slots.Count / trainable.Length;
        bool Fits(Func<int, int, int> place) => Enumerable.Range(0, trainable.Length).All(variable =>
            Enumerable.Range(0, count).All(slot => slots[place(variable, slot)].Dataset.Shape.SequenceEqual(trainable[variable].Shape)));
        int Grouped(int variable, int slot) => (slot * trainable.Length) + variable;
        int Alternating(int variable, int slot) => (variable * count) + slot;

        var isGrouped = Fits(Grouped) && (!Fits(Alternating) || slots[0].Name.Split('/')[^1].Length <= "vhat:0".Length);
        if (!isGrouped && !Fits(Alternating))
        {
            return null;
        }

        Func<int, int, int> source = isGrouped ? Grouped : Alternating;
        var order = Interleaved.Contains(className)
            ? Enumerable.Range(0, slots.Count).Select(index => source(index / count, index % count))
            : Enumerable.Range(0, slots.Count).Select(index => source(index % trainable.Length, index / trainable.Length));
        return order.Select(index => slots[index].Dataset);
    }
}
