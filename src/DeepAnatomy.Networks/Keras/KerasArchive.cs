using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Keras.Weights;
using DeepAnatomy.Networks.Models;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Keras;

/// <summary>The weights inside a <c>.keras</c> file or folder: one HDF5 file, or several (shards) with a list.</summary>
static class KerasArchive
{
    const string Whole = "model.weights.h5", Shards = "model.weights.json", Numpy = "model.weights.npz";

    /// <exception cref="UnreadableModelException">There are no weights, or in a form that is not read.</exception>
    public static WeightStore Store(IMembers members)
    {
        if (members.Names.Contains(Whole))
        {
            return new([Open(members, Whole)]);
        }

        if (members.Names.Contains(Shards))
        {
            var map = KerasJson.Parse($"{members.Path} ({Shards})", members.Read(Shards))["weight_map"] as JsonObject ?? [];
            var names = map.SelectMany(item => item.Value is JsonArray list ? list.Select(name => name.Text()) : [item.Value.Text()]).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return names.All(members.Names.Contains)
                ? new([.. names.Select(name => Open(members, name))])
                : throw new UnreadableModelException(members.Path, "some of its weight files are missing", "Copy the model with all its files");
        }

        throw members.Names.Contains(Numpy)
            ? new UnreadableModelException(members.Path, "its weights are pickled NumPy objects, which can hold code and are never read", "Install h5py beside Keras and save the model again")
            : new UnreadableModelException(members.Path, "it has no weights", "Save the model again with Keras");
    }

    static HdfFile Open(IMembers members, string name) => HdfFile.Open($"{members.Path} ({name})", members.Read(name));
}
