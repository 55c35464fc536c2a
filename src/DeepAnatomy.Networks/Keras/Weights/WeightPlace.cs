using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>Where a layer's weights lie.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Path">Its path in a <see cref="WeightSet"/>; empty for the model itself.</param>
/// <param name="Group">Its group in <c>.weights.h5</c>, e.g. <c>layers/functional/layers/conv2d_1</c>; empty for the model itself.</param>
/// <param name="Specs">Its own weights.</param>
/// <param name="Children">Layers inside it, in order.</param>
sealed record WeightPlace(Layer Layer, string Path, string Group, ImmutableArray<WeightSpec> Specs, ImmutableArray<WeightPlace> Children)
{
    /// <summary>This place and all inside it, outer ones first.</summary>
    public IEnumerable<WeightPlace> All() => Children.SelectMany(child => child.All()).Prepend(this);

    /// <summary>For each own weight: the dataset that holds it, below <see cref="Group"/>.</summary>
    public ImmutableArray<string> Datasets()
    {
        Dictionary<string, int> counts = [];
        return [.. Specs.Select(spec =>
        {
            var index = counts.GetValueOrDefault(spec.Group);
            counts[spec.Group] = index + 1;
            return spec.Group.Length == 0 ? $"vars/{index}" : $"{spec.Group}/vars/{index}";
        })];
    }

    /// <summary>Weights that training changes, in the order of Keras.</summary>
    public IEnumerable<WeightSlot> Trainable() => Layer.Trainable
        ? Own(spec => spec.Trainable).Concat(Children.SelectMany(child => child.Trainable()))
        : [];

    /// <summary>All weights in the order of legacy files: those that training changes first, over the whole layer.</summary>
    public IEnumerable<WeightSlot> Legacy() => Trainable().Concat(NotTrainable());

    IEnumerable<WeightSlot> NotTrainable() => Layer.Trainable
        ? Own(spec => !spec.Trainable).Concat(Children.SelectMany(child => child.NotTrainable()))
        : Own(spec => spec.Trainable).Concat(Own(spec => !spec.Trainable)).Concat(Children.SelectMany(child => child.Legacy()));

    IEnumerable<WeightSlot> Own(Func<WeightSpec, bool> wanted) =>
        Enumerable.Range(0, Specs.Length).Where(index => wanted(Specs[index])).Select(index => new WeightSlot(this, index));
}
