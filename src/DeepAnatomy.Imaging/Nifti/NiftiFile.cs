using System.IO.Compression;
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
        var files = new HashedFiles(headerPath);
        Stream stream = files.Current;
        try
        {
            stream = Unpacked(files);
            var header = ReadHeader(path, stream);
            var raster = Describe(path, header, stream);
            if (header.IsPair)
            {
                if (!ReferenceEquals(stream, files.Current))
                {
                    stream.Dispose();
                }

                files.MoveTo(ImagePath(headerPath));
                stream = Unpacked(files);
                Skip(stream, VoxelOffset(path, header));
            }

            CheckSize(raster, files, stream);
            return new OpenRaster(raster, files, stream);
        }
        catch (Exception e)
        {
            stream.Dispose();
            files.Dispose();
            if (e is InvalidDataException or EndOfStreamException)
            {
                throw new UnreadableImageException(path, "the header is truncated or damaged", "Copy or export the file again", e);
            }

            throw;
        }
    }

    static RasterHeader Describe(string path, NiftiHeader header, Stream stream)
    {
        var warnings = new List<string>();
        var (slope, intercept) = Scaling(path, header);
        return new RasterHeader
        {
            Path = path,
            Format = $"NIfTI-{header.Version}",
            Grid = NiftiGeometry.GridOf(path, header, warnings),
            Element = NiftiDataType.ElementOf(path, header.DataType),
            IsBigEndian = header.IsBigEndian,
            Slope = slope,
            Intercept = intercept,
            LabelNames = NiftiExtensions.LabelNames(ReadExtensions(path, header, stream), header.IsBigEndian, warnings),
            Warnings = warnings,
            IsPlane = header.Dim[0] == 2,
        };
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

    static void CheckSize(RasterHeader raster, HashedFiles files, Stream stream)
    {
        if (ReferenceEquals(stream, files.Current))
        {
            PlausibleSize.CheckRaw(raster.Path, raster.RawBytes, files.RemainingBytes);
        }
        else
        {
            PlausibleSize.CheckCompressed(raster.Path, raster.Grid.Shape, raster.RawBytes, files.Current.Length);
        }
    }

    /// <summary>The current file, unpacked if it is gzip; the flate stream leaves the file open.</summary>
    static Stream Unpacked(HashedFiles files) =>
        files.Current.PeekByte() == FileStart.GzipByte ? new GZipStream(files.Current, CompressionMode.Decompress, leaveOpen: true) : files.Current;

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
