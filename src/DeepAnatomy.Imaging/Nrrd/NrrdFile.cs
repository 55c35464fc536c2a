using System.IO.Compression;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nrrd;

/// <summary>Opens NRRD files with the voxels in them (<c>.nrrd</c>) or beside them (<c>.nhdr</c>): raw, gzip or text.</summary>
static class NrrdFile
{
    /// <summary>Segments that 3D Slicer may number; far more than it does.</summary>
    const int MostSegments = 10_000;

    /// <summary>Reads the header and stands at the first voxel.</summary>
    /// <exception cref="UnreadableImageException">The header is damaged or describes what this product does not read.</exception>
    public static OpenRaster Open(string path)
    {
        var files = new HashedFiles(path);
        Stream stream = files.Current;
        try
        {
            var header = NrrdHeader.Read(path, stream);
            var raster = Describe(header);
            if (header["datafile"] is { } data)
            {
                files.MoveToNamed(SingleName(path, data));
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

    static RasterHeader Describe(NrrdHeader header)
    {
        var warnings = new List<string>();
        var element = ElementOf(header);
        return new()
        {
            Path = header.Path,
            Format = "NRRD",
            Grid = NrrdGeometry.GridOf(header, warnings),
            Element = element,
            IsBigEndian = IsBigEndian(header, element, warnings),
            Packing = header.Required("encoding") is "text" or "txt" or "ascii" ? Packing.Text : Packing.Binary,
            LabelNames = SegmentNames(header),
            Warnings = warnings,
            IsPlane = header.Required("dimension").Trim() == "2",
        };
    }

    static Stream Voxels(NrrdHeader header, RasterHeader raster, HashedFiles files)
    {
        var encoding = header.Required("encoding");
        for (var lines = Skip(header, "lineskip"); lines > 0; lines--)
        {
            _ = new TextHeader(header.Path, files.Current).ReadLine();
        }

        var bytes = Skip(header, "byteskip");
        switch (encoding)
        {
            case "raw":
                SkipBytes(files.Current, bytes == -1 ? files.RemainingBytes - raster.RawBytes : bytes);
                PlausibleSize.CheckRaw(header.Path, raster.RawBytes, files.RemainingBytes);
                return files.Current;
            case "gzip" or "gz":
                PlausibleSize.CheckCompressed(header.Path, raster.Grid.Shape, raster.RawBytes, files.Current.Length);
                var unpacked = new GZipStream(files.Current, CompressionMode.Decompress, leaveOpen: true);
                SkipBytes(unpacked, bytes);
                return unpacked;
            case "text" or "txt" or "ascii":
                SkipBytes(files.Current, bytes);

                // A number takes at least a digit, and all but the last a separator.
                PlausibleSize.CheckRaw(header.Path, (2L * raster.Grid.Shape.Count) - 1, files.RemainingBytes);
                return new TextVoxelStream(files.Current);
            default:
                throw new UnreadableImageException(header.Path, $"its voxels are packed as '{TextHeader.Short(encoding)}'", "Save it with the encoding gzip or raw");
        }
    }

    static long Skip(NrrdHeader header, string field)
    {
        if (header[field] is not { } text)
        {
            return 0;
        }

        return header.Text.Integers(field, text) is [var count] && count is >= -1 and <= int.MaxValue
            ? count
            : throw header.Text.Damaged($"'{field}' is '{TextHeader.Short(text)}'");
    }

    static void SkipBytes(Stream stream, long bytes)
    {
        var buffer = new byte[4096];
        for (; bytes > 0; bytes -= buffer.Length)
        {
            stream.ReadExactly(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
        }
    }

    static string SingleName(string path, string data) =>
        !data.StartsWith("LIST", StringComparison.Ordinal) && !(data.Contains('%', StringComparison.Ordinal) && data.Contains(' ', StringComparison.Ordinal))
            ? data
            : throw new UnreadableImageException(path, "its voxels are spread over several files", "Save it as one .nrrd file");

    static bool IsBigEndian(NrrdHeader header, ElementType element, List<string> warnings)
    {
        switch (header["endian"]?.ToLowerInvariant())
        {
            case "little":
                return false;
            case "big":
                return true;
            case null:
                if (element.SizeBytes() > 1 && header["encoding"] is "raw" or "gzip" or "gz")
                {
                    warnings.Add("The file does not say its byte order; little endian is assumed.");
                }

                return false;
            default:
                throw header.Text.Damaged($"'endian' is '{TextHeader.Short(header["endian"]!)}'");
        }
    }

    static ElementType ElementOf(NrrdHeader header) => header.Required("type").ToLowerInvariant() switch
    {
        "signed char" or "int8" or "int8_t" => ElementType.Int8,
        "uchar" or "unsigned char" or "uint8" or "uint8_t" => ElementType.UInt8,
        "short" or "short int" or "signed short" or "signed short int" or "int16" or "int16_t" => ElementType.Int16,
        "ushort" or "unsigned short" or "unsigned short int" or "uint16" or "uint16_t" => ElementType.UInt16,
        "int" or "signed int" or "int32" or "int32_t" => ElementType.Int32,
        "uint" or "unsigned int" or "uint32" or "uint32_t" => ElementType.UInt32,
        "longlong" or "long long" or "long long int" or "signed long long" or "signed long long int" or "int64" or "int64_t" => ElementType.Int64,
        "ulonglong" or "unsigned long long" or "unsigned long long int" or "uint64" or "uint64_t" => ElementType.UInt64,
        "float" => ElementType.Float32,
        "double" => ElementType.Float64,
        var other => throw new UnreadableImageException(header.Path, $"its voxels are of type '{TextHeader.Short(other)}'", "Save it with integer or floating-point voxels"),
    };

    /// <summary>What 3D Slicer writes into a segmentation: <c>Segment0_Name</c> with <c>Segment0_LabelValue</c>.</summary>
    static List<Label> SegmentNames(NrrdHeader header)
    {
        var names = new List<Label>();
        for (var n = 0; n < MostSegments && header.KeyValues.TryGetValue($"Segment{n}_Name", out var name); n++)
        {
            if (ushort.TryParse(header.KeyValues.GetValueOrDefault($"Segment{n}_LabelValue"), out var value) && value > 0 && name.Trim().Length > 0)
            {
                names.Add(new(value, name.Trim()));
            }
        }

        return names;
    }
}
