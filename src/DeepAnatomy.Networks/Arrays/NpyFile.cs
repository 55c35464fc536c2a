using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>One array in an <c>.npy</c> file of NumPy. Either byte order and either axis order is read; unsigned 16- and 32-bit integers become the next larger signed ones; objects are refused.</summary>
public static class NpyFile
{
    /// <summary>Reads the array.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UnreadableModelException">The file is absent, damaged, or holds no numbers.</exception>
    public static NdArray Read(string path) =>
        File.Exists(path) ? NpyFormat.Decode(path, File.ReadAllBytes(path)) : throw new UnreadableModelException(path, "there is no such file", "Check the path");

    /// <summary>Writes the array; same array, same bytes; the file is there as a whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="array">The array.</param>
    public static void Write(string path, NdArray array) => AtomicFile.Write(path, stream => stream.Write(NpyFormat.Encode(array)));
}
