using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>What is known about the file while it is brought into the dialect of Keras 3.</summary>
/// <param name="origin">Version and backend that wrote it.</param>
/// <param name="options">What the user wants.</param>
/// <param name="problems">Where problems are added.</param>
sealed class LegacyContext(ModelOrigin origin, KerasReadOptions options, ICollection<Problem> problems)
{
    /// <summary>Changes so far.</summary>
    public List<MigrationNote> Notes { get; } = [];

    /// <summary>Major version of Keras; 0 when the file does not say.</summary>
    public int Major { get; } = int.TryParse(origin.ProducerVersion?.Split('.')[0], out var major) ? major : 0;

    /// <summary>Whether <c>hard_sigmoid</c> has the old formula.</summary>
    public bool HasLegacyHardSigmoid => options.LegacyHardSigmoid ?? Major is 1 or 2;

    /// <summary>Whether bilinear enlargement has no half-pixel centres: multi-backend Keras up to 2.3.1 on TensorFlow. <c>tf.keras</c> marks its versions with <c>-tf</c>, and has counted on from 2.4.</summary>
    public bool HasLegacyBilinear => options.LegacyBilinear ?? (IsBefore24 && origin.Backend is (null or "tensorflow"));

    /// <summary>Kernels of convolutions lie mirrored.</summary>
    public bool HasMirroredKernels => Major is 1 or 2 && origin.Backend == "theano";

    bool IsBefore24 => origin.ProducerVersion is { } version && !version.Contains("-tf", StringComparison.Ordinal)
        && (Major == 1 || (Major == 2 && version.Split('.') is [_, var minor, ..] && int.TryParse(minor, out var number) && number < 4));

    /// <summary>Notes a change.</summary>
    public void Note(string path, MigrationKind kind, string text) => Notes.Add(new(path, kind, text));

    /// <summary>Notes a problem.</summary>
    public void Refuse(string path, string message) => problems.Add(new(path.Length == 0 ? "model" : path, message));
}
