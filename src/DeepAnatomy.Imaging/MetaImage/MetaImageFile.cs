using System.IO.Compression;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.MetaImage;

/// <summary>Opens MetaImage files with the voxels in them (<c>.mha</c>) or beside them (<c>.mhd</c>): raw, compressed or text.</summary>
static class MetaImageFile
{
    /// <summary>Whether a file may be a MetaImage by its first bytes: the keys that writers put first.</summary>
    public static bool IsMetaImage(ReadOnlySpan<byte> start) =>
        start.StartsWith("ObjectType"u8) || start.StartsWith("NDims"u8) || start.StartsWith("Comment"u8) || start.StartsWith("ID "u8);

    /// <summary>Reads the header and stands at the first voxel.</summary>
    /// <exception cref="UnreadableImageException">The header is damaged or describes what this product does not read.</exception>
    public static OpenRaster Open(string path)
    {
        var files = new HashedFiles(path);
        Stream stream = files.Current;
        try
        {
            var header = MetaImageHeader.Read(path, stream);
            var raster = Describe(header);
            if (header.DataFile is not ("LOCAL" or "Local" or "local"))
            {
                files.MoveToNamed(SingleName(path, header.DataFile));
                stream = files.Current;
            }

            stream = Voxels(header, raster, files);
            return new OpenRaster(raster, files, stream);
        }
        catch (Exception e)
        {
            stream.Dispose();
            files.Dispose();
            if (e is InvalidDataException or EndOfStreamException)
            {
                throw new UnreadableImageException(path, "the file is truncated or damaged", "Copy or export the file again", e);
            }

            throw;
        }
    }

    static RasterHeader Describe(MetaImageHeader header)
    {
        var warnings = new List<string>();
        if (header.Number("ElementNumberOfChannels", 1) != 1)
        {
            throw new UnreadableImageException(header.Path, "it holds several values per voxel", "Give a volume with one value per voxel");
        }

        return new()
        {
            Path = header.Path,
            Format = "MetaImage",
            Grid = header.GridOf(warnings),
            Element = ElementOf(header),
            IsBigEndian = header.IsTrue("BinaryDataByteOrderMSB", "ElementByteOrderMSB"),
            Packing = header["BinaryData"] is null || header.IsTrue("BinaryData") ? Packing.Binary : Packing.Text,
            Slope = Scale(header, "ElementToIntensityFunctionSlope", 1),
            Intercept = Scale(header, "ElementToIntensityFunctionOffset", 0),
            Warnings = warnings,
            IsPlane = header.Number("NDims", 3) == 2,
        };
    }

    static double Scale(MetaImageHeader header, string key, double none)
    {
        var value = header.Number(key, none);
        return double.IsFinite(value) && (none == 0 || value != 0) ? value : throw header.Text.Damaged($"'{key}' is {value}");
    }

    static Stream Voxels(MetaImageHeader header, RasterHeader raster, HashedFiles files)
    {
        var skip = header.Number("HeaderSize", 0);
        if (!(skip is >= -1 and <= int.MaxValue))
        {
            throw header.Text.Damaged($"'HeaderSize' is {skip}");
        }

        if (raster.Packing == Packing.Text)
        {
            // A number takes at least a digit, and all but the last a separator.
            PlausibleSize.CheckRaw(header.Path, (2L * raster.Grid.Shape.Count) - 1, files.RemainingBytes);
            return new TextVoxelStream(files.Current);
        }

        if (header.IsTrue("CompressedData"))
        {
            PlausibleSize.CheckCompressed(header.Path, raster.Grid.Shape, raster.RawBytes, files.Current.Length);
            return files.Current.PeekByte() == FileStart.GzipByte
                ? new GZipStream(files.Current, CompressionMode.Decompress, leaveOpen: true)
                : new ZLibStream(files.Current, CompressionMode.Decompress, leaveOpen: true);
        }

        var bytes = skip == -1 ? files.RemainingBytes - raster.RawBytes : (long)skip;
        PlausibleSize.CheckRaw(header.Path, raster.RawBytes, files.RemainingBytes - Math.Max(0, bytes));
        var buffer = new byte[4096];
        for (; bytes > 0; bytes -= buffer.Length)
        {
            files.Current.ReadExactly(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
        }

        return files.Current;
    }

    static string SingleName(string path, string data) =>
        !data.StartsWith("LIST", StringComparison.Ordinal) && !data.Contains('%', StringComparison.Ordinal) && data.Length > 0
            ? data
            : throw new UnreadableImageException(path, "its voxels are spread over several files", "Save it as one .mha file");

    static ElementType ElementOf(MetaImageHeader header) => header["ElementType"] switch
    {
        "MET_CHAR" or "MET_ASCII_CHAR" => ElementType.Int8,
        "MET_UCHAR" => ElementType.UInt8,
        "MET_SHORT" => ElementType.Int16,
        "MET_USHORT" => ElementType.UInt16,
        "MET_INT" or "MET_LONG" => ElementType.Int32,
        "MET_UINT" or "MET_ULONG" => ElementType.UInt32,
        "MET_LONG_LONG" => ElementType.Int64,
        "MET_ULONG_LONG" => ElementType.UInt64,
        "MET_FLOAT" => ElementType.Float32,
        "MET_DOUBLE" => ElementType.Float64,
        var other => throw new UnreadableImageException(header.Path, $"its voxels are of type '{TextHeader.Short(other ?? "")}'", "Save it with integer or floating-point voxels"),
    };
}
