using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>
/// Reads models of Keras: <c>.keras</c> files and folders of all Keras 3 and of 2.12 – 2.15, whole-model HDF5 files of Keras 1 to 3, and architectures as JSON.
/// No code in them is ever run; whatever is not understood is refused by name before anything is computed, all problems at once.
/// What an older Keras computed otherwise is rewritten, so that the model computes the same as before.
/// </summary>
public static class KerasReader
{
    /// <summary>Reads a model with its weights.</summary>
    /// <param name="path">A <c>.keras</c> file or folder, or a whole-model <c>.h5</c> / <c>.hdf5</c> file; recognised by content.</param>
    /// <param name="options">How a model of an older Keras is read; null for the usual.</param>
    /// <exception cref="UnreadableModelException">The file is absent, damaged, or holds what is not supported.</exception>
    public static ModelReading Read(string path, KerasReadOptions? options = null) => Guarded.Run(path, () =>
    {
        var reading = new ReadingSteps(path, options ?? new());
        switch (KerasFileKinds.Of(path))
        {
            case KerasFileKind.Archive:
                using (var members = ZipMembers.Open(path))
                {
                    return reading.Archive(members);
                }

            case KerasFileKind.Folder:
                using (var members = new FolderMembers(path))
                {
                    return reading.Archive(members);
                }

            case KerasFileKind.Hdf5:
                return reading.WholeFile(HdfFile.Open(path, KerasFileKinds.Content(path)));
            default:
                throw new UnreadableModelException(path, "it holds an architecture without weights", "Give the file with the weights too");
        }
    });

    /// <summary>Reads an architecture and the weights that lie in a file of their own.</summary>
    /// <param name="architecturePath">JSON of <c>model.to_json()</c> of Keras 1 to 3, or any file that <see cref="ReadArchitecture"/> takes.</param>
    /// <param name="weightsPath">A <c>.weights.h5</c> file or a legacy HDF5 file with weights.</param>
    /// <param name="options">How a model of an older Keras is read; null for the usual.</param>
    /// <exception cref="UnreadableModelException">A file is absent, damaged, or holds what is not supported; or the two do not belong together.</exception>
    public static ModelReading Read(string architecturePath, string weightsPath, KerasReadOptions? options = null)
    {
        var architecture = ReadArchitecture(architecturePath, options);
        var (weights, notes) = WeightsFile.Read(weightsPath, architecture, options);
        var model = new Model { Network = architecture.Network, Weights = weights, Origin = architecture.Origin };
        return new(model, [.. architecture.Notes, .. notes]);
    }

    /// <summary>Reads an architecture only.</summary>
    /// <param name="path">JSON of <c>model.to_json()</c> of Keras 1 to 3, or a model file of any kind.</param>
    /// <param name="options">How a model of an older Keras is read; null for the usual.</param>
    /// <exception cref="UnreadableModelException">The file is absent, damaged, or holds what is not supported.</exception>
    public static ArchitectureReading ReadArchitecture(string path, KerasReadOptions? options = null) => Guarded.Run(path, () =>
    {
        var reading = new ReadingSteps(path, options ?? new());
        if (KerasFileKinds.Of(path) == KerasFileKind.Json)
        {
            var json = KerasJson.Parse(path, KerasFileKinds.Content(path));
            return reading.Architecture(json, new(ReadingSteps.FormatOf(json["keras_version"].Text(), "json"), json["keras_version"].Text(), json["backend"].Text()));
        }

        var model = Read(path, options);
        return new ArchitectureReading(model.Model.Network, model.Model.Origin, model.Notes);
    });

    /// <summary>Reads an architecture out of JSON text of <c>model.to_json()</c> of Keras 1 to 3.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="options">How a model of an older Keras is read; null for the usual.</param>
    /// <exception cref="UnreadableModelException">The text is damaged or holds what is not supported.</exception>
    public static ArchitectureReading ParseArchitecture(string json, string source, KerasReadOptions? options = null) => Guarded.Run(source, () =>
    {
        JsonObject parsed = KerasJson.Parse(source, Encoding.UTF8.GetBytes(json));
        return new ReadingSteps(source, options ?? new())
            .Architecture(parsed, new(ReadingSteps.FormatOf(parsed["keras_version"].Text(), "json"), parsed["keras_version"].Text(), parsed["backend"].Text()));
    });
}
