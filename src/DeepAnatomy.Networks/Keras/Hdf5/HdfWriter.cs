using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using PureHDF;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Writes HDF5 files of contiguous datasets with text attributes; same content, same bytes.</summary>
static class HdfWriter
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="root">Its root group.</param>
    public static byte[] Write(HdfNode root)
    {
        using var stream = new MemoryStream();
        var file = new H5File();
        Fill(file, root);
        file.Write(stream, new H5WriteOptions(PreferCompactDatasetLayout: false));
        return stream.ToArray();
    }

    static void Fill(H5Group group, HdfNode node)
    {
        foreach (var (name, text) in node.Texts)
        {
            group.Attributes[name] = text;
        }

        foreach (var (name, inner) in node.Groups)
        {
            var child = new H5Group();
            Fill(child, inner);
            group[name] = child;
        }

        foreach (var (name, array) in node.Datasets)
        {
            group[name] = Dataset(array);
        }
    }

    static H5Dataset Dataset(NdArray array) => array.Type switch
    {
        ElementType.Float32 => Typed<float>(array),
        ElementType.Float64 => Typed<double>(array),
        ElementType.Float16 => Typed<Half>(array),
        ElementType.Int8 => Typed<sbyte>(array),
        ElementType.Int16 => Typed<short>(array),
        ElementType.Int32 => Typed<int>(array),
        ElementType.Int64 => Typed<long>(array),
        ElementType.BFloat16 => BrainFloat(array),
        _ => Typed<byte>(array),
    };

    static H5Dataset Typed<T>(NdArray array)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(array.Bytes).ToArray();
        return array.Rank == 0 ? new H5Dataset(values[0]) : new H5Dataset(values, fileDims: Sizes(array));
    }

    /// <summary>As h5py writes an array of ml_dtypes.bfloat16: opaque pairs of bytes, and an attribute that says what they are.</summary>
    static H5Dataset BrainFloat(NdArray array)
    {
        var dataset = new H5Dataset(array.Bytes.ToArray(), fileDims: array.Rank == 0 ? [1] : Sizes(array), opaqueInfo: new H5OpaqueInfo(2, "NUMPY:|V2"));
        dataset.Attributes["dtype"] = "bfloat16";
        return dataset;
    }

    static ulong[] Sizes(NdArray array) => [.. array.Shape.Select(size => (ulong)size)];
}
