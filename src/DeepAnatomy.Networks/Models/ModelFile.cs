using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.PyTorch;

namespace DeepAnatomy.Networks.Models;

/// <summary>Opens a model of any kind that can be read, recognised by its content.</summary>
public static class ModelFile
{
    /// <summary>Opens a model.</summary>
    /// <param name="path">A <c>.keras</c> file or folder, a whole-model HDF5 file, or a checkpoint or trained-model folder of nnU-Net.</param>
    /// <param name="options">How a model of an older Keras is read; null for the usual.</param>
    /// <exception cref="UnreadableModelException">The file is absent, damaged, or holds what is not supported.</exception>
    public static ModelReading Open(string path, KerasReadOptions? options = null) =>
        NnUnetFile.IsFolder(path) || TorchFiles.KindOf(path) == TorchFileKind.Checkpoint ? NnUnet(path) : KerasReader.Read(path, options);

    /// <summary>Opens an architecture with weights from a file of their own.</summary>
    /// <param name="architecturePath">JSON of an architecture, or a model file.</param>
    /// <param name="weightsPath">An HDF5 file with weights.</param>
    /// <param name="options">How a model of an older Keras is read; null for the usual.</param>
    /// <exception cref="UnreadableModelException">A file is absent, damaged, or holds what is not supported.</exception>
    public static ModelReading Open(string architecturePath, string weightsPath, KerasReadOptions? options = null) => KerasReader.Read(architecturePath, weightsPath, options);

    static ModelReading NnUnet(string path)
    {
        var read = NnUnetFile.Open(path);
        return new(read.Model, [.. read.Notes.Select(note => new MigrationNote("", MigrationKind.Dropped, note))]);
    }
}
