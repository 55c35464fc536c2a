using System.IO.Compression;
using System.Security.Cryptography;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>Opens NIfTI-1 and NIfTI-2 files: <c>.nii</c>, <c>.nii.gz</c>, and pairs of <c>.hdr</c> and <c>.img</c>.</summary>
static class NiftiFile
{
    /// <summary>More between header and voxels than this is damage.</summary>
    const long MostExtensionBytes = 64 << 20;

    /// <summary>Reads the header and stands at the first voxel.</summary>
    /// <exception cref="UnreadableImageException">The header is damaged or describes what this product does not read.</exception>
    public static OpenRaster Open(string path)
    {
        var headerPath = HeaderPath(path);
        var start = FileStart.Read(headerPath);
        var pairHash = IsPairName(headerPath) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        var file = new HashingFileStream(headerPath, pairHash);
        var stream = Unpacked(file, start);
        try
        {
            var warnings = new List<string>();
            var header = ReadHeader(path, stream);
            var grid = NiftiGeometry.GridOf(path, header, warnings);
            var element = NiftiDataType.ElementOf(path, header.DataType);
            var extensions = ReadExtensions(path, header, stream);
            var (slope, intercept) = Scaling(path, header);
            var raster = new RasterHeader
            {
                Path = path,
                Format = $"NIfTI-{header.Version}",
                Grid = grid,
                Element = element,
                IsBigEndian = header.IsBigEndian,
                Slope = slope,
                Intercept = intercept,
                LabelNames = NiftiExtensions.LabelNames(extensions, header.IsBigEndian, warnings),
                Warnings = warnings,
            };
            if (header.IsPair)
            {
                file.FinishBlocks(CancellationToken.None);
                stream.Dispose();
                file.Dispose();
                var imagePath = ImagePath(headerPath);
                file = new HashingFileStream(imagePath, pairHash);
                stream = Unpacked(file, FileStart.Read(imagePath));
                Skip(stream, VoxelOffset(path, header));
            }

            CheckSize(raster, file, stream);
            return new OpenRaster(raster, file, stream, pairHash);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            Close(stream, file, pairHash);
            throw new UnreadableImageException(path, "the header is truncated or damaged", "Copy or export the file again", e);
        }
        catch
        {
            Close(stream, file, pairHash);
            throw;
        }
    }

    static NiftiHeader ReadHeader(string path, Stream stream)
    {
        Span<byte> bytes = stackalloc byte[NiftiHeader.Nifti2Bytes];
        stream.ReadExactly(bytes[..4]);
        var (length, isBigEndian) = NiftiHeader.Recognise(bytes)
            ?? throw new UnreadableImageException(path, "it is not a NIfTI file", "Give a NIfTI, NRRD or MetaImage file, or a folder of DICOM files");
        stream.ReadExactly(bytes[4..length]);
        return NiftiHeader.Parse(path, bytes[..length], isBigEndian);
    }

    static byte[] ReadExtensions(string path, NiftiHeader header, Stream stream)
    {
        if (header.IsPair)
        {
            return [];
        }

        var bytes = new byte[VoxelOffset(path, header) - header.HeaderBytes];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Where the voxels start: at least behind the header in a single file.</summary>
    static long VoxelOffset(string path, NiftiHeader header)
    {
        var least = header.IsPair ? 0 : header.HeaderBytes + 4;
        if (!(header.VoxelOffset >= 0) || header.VoxelOffset > MostExtensionBytes || header.VoxelOffset != Math.Floor(header.VoxelOffset))
        {
            throw new UnreadableImageException(path, $"the voxels are said to start at byte {header.VoxelOffset:G6}", "The header is damaged; export the file again");
        }

        return Math.Max(least, (long)header.VoxelOffset);
    }

    /// <summary>Slope 0, infinite or not a number means that there is no scaling, as in nibabel.</summary>
    static (double Slope, double Intercept) Scaling(string path, NiftiHeader header)
    {
        if (header.Slope == 0 || !double.IsFinite(header.Slope))
        {
            return (1, 0);
        }

        return double.IsFinite(header.Intercept)
            ? (header.Slope, header.Intercept)
            : throw new UnreadableImageException(path, $"the intercept of the voxel values is {header.Intercept}", "The header is damaged; export the file again");
    }

    static void CheckSize(RasterHeader raster, HashingFileStream file, Stream stream)
    {
        if (ReferenceEquals(stream, file))
        {
            PlausibleSize.CheckRaw(raster.Path, raster.RawBytes, file.Length - file.Position);
        }
        else
        {
            PlausibleSize.CheckCompressed(raster.Path, raster.Grid.Shape, raster.RawBytes, file.Length);
        }
    }

    static void Close(params ReadOnlySpan<IDisposable?> opened)
    {
        foreach (var one in opened)
        {
            one?.Dispose();
        }
    }

    static Stream Unpacked(HashingFileStream file, ReadOnlySpan<byte> start) =>
        FileStart.IsGzip(start) ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;

    static void Skip(Stream stream, long bytes)
    {
        var buffer = new byte[4096];
        for (; bytes > 0; bytes -= buffer.Length)
        {
            stream.ReadExactly(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
        }
    }

    static bool IsPairName(string path) => WithoutGz(path).EndsWith(".hdr", StringComparison.OrdinalIgnoreCase);

    static string HeaderPath(string path)
    {
        var plain = WithoutGz(path);
        return plain.EndsWith(".img", StringComparison.OrdinalIgnoreCase) ? Partner(path, plain[..^4], ".hdr") : path;
    }

    static string ImagePath(string headerPath) => IsPairName(headerPath)
        ? Partner(headerPath, WithoutGz(headerPath)[..^4], ".img")
        : throw new UnreadableImageException(headerPath, "it is the header of a pair but is not named .hdr", "Name the pair NAME.hdr and NAME.img");

    static string Partner(string path, string stem, string extension)
    {
        string[] names = [stem + extension, stem + extension + ".gz"];
        return names.FirstOrDefault(File.Exists)
            ?? throw new UnreadableImageException(path, $"its partner {Path.GetFileName(names[0])} is missing", "Put .hdr and .img beside each other");
    }

    static string WithoutGz(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
}
