using System.Collections.Immutable;
using DeepAnatomy.Networks.Keras.Hdf5;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>Weights in the layout of Keras 3, in one HDF5 file or in several (shards).</summary>
/// <param name="files">The files.</param>
sealed class WeightStore(ImmutableArray<HdfFile> files)
{
    /// <summary>Name of the groups of layers in files of Keras 2.12 – 2.14.</summary>
    const string OldGroup = "_layer_checkpoint_dependencies";

    /// <summary>A dataset, or null when no file has it.</summary>
    /// <param name="path">Path from the root.</param>
    public HdfDataset? Find(string path)
    {
        foreach (var file in files)
        {
            if ((file.Root.Dataset(path) ?? file.Root.Dataset(Old(path))) is { } dataset)
            {
                return dataset;
            }
        }

        return null;
    }

    /// <summary>How many weights a group holds.</summary>
    /// <param name="path">Path of the group <c>vars</c> from the root.</param>
    public int Count(string path) => files.Sum(file => (file.Root.Group(path) ?? file.Root.Group(Old(path)))?.Names.Count ?? 0);

    static string Old(string path) => string.Join('/', path.Split('/').Select(part => part == "layers" ? OldGroup : part));
}
