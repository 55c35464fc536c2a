using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Hdf5;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>Reads the weights of a model out of the layout of Keras 3. Shapes are compared before anything is read.</summary>
static class WeightReader
{
    /// <summary>Reads the weights of all layers.</summary>
    /// <param name="store">The file.</param>
    /// <param name="model">The places of the model.</param>
    /// <param name="problems">Everything that is missing or does not fit is added here.</param>
    public static WeightSet Read(WeightStore store, WeightPlace model, ICollection<Problem> problems)
    {
        List<(WeightPlace Place, List<HdfDataset> Datasets)> found = [];
        foreach (var place in model.All().Where(place => place.Specs.Length > 0))
        {
            List<HdfDataset> datasets = [];
            foreach (var (spec, name) in place.Specs.Zip(place.Datasets()))
            {
                if (Matching(store.Find(Joined(place.Group, name)), place, spec, problems) is { } dataset)
                {
                    datasets.Add(dataset);
                }
            }

            found.Add((place, datasets));
        }

        return problems.Count > 0 ? new([]) : new(found.Select(item =>
            KeyValuePair.Create(item.Place.Path, item.Datasets.Select(dataset => dataset.Read()).ToImmutableArray())));
    }

    /// <summary>The dataset when it fits the weight; else null, with a problem added.</summary>
    public static HdfDataset? Matching(HdfDataset? dataset, WeightPlace place, WeightSpec spec, ICollection<Problem> problems)
    {
        var weight = $"{place.Path}.{spec.Name}";
        if (dataset is null)
        {
            problems.Add(new(weight, $"The file has no such weight for this {place.Layer.ClassName}. Save the model again after all its layers were built."));
        }
        else if (!dataset.Shape.SequenceEqual(spec.Shape))
        {
            problems.Add(new(weight, $"The {place.Layer.ClassName} needs shape ({string.Join(", ", spec.Shape)}), but the file has ({string.Join(", ", dataset.Shape)}). Use the weights that belong to this architecture."));
            return null;
        }

        return dataset;
    }

    static string Joined(string group, string name) => group.Length == 0 ? name : $"{group}/{name}";
}
