using System.Collections.Immutable;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Keras.Weights;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>Weights without an architecture: <c>.weights.h5</c> of Keras 3 (read and written) and legacy HDF5 files (read).</summary>
public static class WeightsFile
{
    /// <summary>Reads the weights for an architecture.</summary>
    /// <param name="path">The file; which of the two layouts it has is recognised by content.</param>
    /// <param name="architecture">The network that they belong to, and where it comes from.</param>
    /// <param name="options">Says whether layers are matched by name in a legacy file; null for by position, as Keras does.</param>
    /// <exception cref="UnreadableModelException">The file is absent or damaged, or a weight is missing or does not fit; all problems at once.</exception>
    public static (WeightSet Weights, ImmutableArray<MigrationNote> Notes) Read(string path, ArchitectureReading architecture, KerasReadOptions? options = null) => Guarded.Run(path, () =>
        KerasFileKinds.Of(path) == KerasFileKind.Hdf5
            ? new ReadingSteps(path, options ?? new()).Weights(HdfFile.Open(path, KerasFileKinds.Content(path)), architecture)
            : throw new UnreadableModelException(path, "it is not an HDF5 file", "Give a file made by model.save_weights"));

    /// <summary>Reads the weights for a network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that they belong to.</param>
    /// <exception cref="UnreadableModelException">The file is absent or damaged, or a weight is missing or does not fit; all problems at once.</exception>
    public static WeightSet Read(string path, Network network) => Read(path, new ArchitectureReading(network, new("network"), [])).Weights;

    /// <summary>Writes weights as <c>model.save_weights</c> of Keras 3 does; same weights, same bytes; the file is there as a whole or not at all.</summary>
    /// <param name="path">The file, to be named <c>….weights.h5</c>; an existing one is replaced.</param>
    /// <param name="network">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <exception cref="ArgumentException">A weight is missing or has the wrong shape.</exception>
    public static void Write(string path, Network network, WeightSet weights)
    {
        var bytes = WeightWriter.Write(network, weights, null, null);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
