using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>Named arrays in an <c>.npz</c> file of NumPy, plain or compressed. Each array is read as <see cref="NpyFile"/> does.</summary>
public static class NpzFile
{
    const string Suffix = ".npy";

    /// <summary>Reads all arrays.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UnreadableModelException">The file is absent, damaged, expands suspiciously, or holds something that is no array of numbers.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path)
    {
        using var members = ZipMembers.Open(path);
        return Decode(members);
    }

    /// <summary>Writes arrays, uncompressed; same arrays, same bytes; the file is there as a whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="arrays">Arrays by name, in the order of the file.</param>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NdArray>> arrays) => AtomicFile.Write(path, stream => ZipWriter.Write(
        stream,
        arrays.Select(array => KeyValuePair.Create(array.Key + Suffix, (ReadOnlyMemory<byte>)NpyFormat.Encode(array.Value))),
        ZipWriter.NoDate));

    static Dictionary<string, NdArray> Decode(ZipMembers members)
    {
        Dictionary<string, NdArray> arrays = new(StringComparer.Ordinal);
        foreach (var name in members.Names)
        {
            var key = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
            arrays[key] = NpyFormat.Decode($"{members.Path} ({key})", members.Read(name));
        }

        return arrays;
    }
}
