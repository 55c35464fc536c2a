using System.Buffers.Binary;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>The fields of a NIfTI-1 or NIfTI-2 header that matter here, as written (RAS, the file's own unit).</summary>
/// <remarks>Source: nifti1.h and nifti2.h of the NIfTI Data Format Working Group; nibabel's readings of the unclear parts.</remarks>
sealed record NiftiHeader
{
    public const int Nifti1Bytes = 348, Nifti2Bytes = 540;

    public required int Version { get; init; }

    public required bool IsBigEndian { get; init; }

    /// <summary>Whether the voxels are in a file of their own (<c>.img</c>).</summary>
    public required bool IsPair { get; init; }

    /// <summary>Number of dimensions, then the size of each: 8 numbers.</summary>
    public required long[] Dim { get; init; }

    /// <summary>qfac, then the spacing of each dimension: 8 numbers.</summary>
    public required double[] PixDim { get; init; }

    public required int DataType { get; init; }

    public required double VoxelOffset { get; init; }

    public required double Slope { get; init; }

    public required double Intercept { get; init; }

    public required int QformCode { get; init; }

    public required int SformCode { get; init; }

    /// <summary>Quaternion b, c, d, then the offset x, y, z.</summary>
    public required double[] Qform { get; init; }

    /// <summary>Three rows of four.</summary>
    public required double[] Sform { get; init; }

    public required int Units { get; init; }

    public int HeaderBytes => Version == 1 ? Nifti1Bytes : Nifti2Bytes;

    /// <summary>How long the header is whose first four bytes are given, and their order; null if it is no NIfTI header.</summary>
    public static (int HeaderBytes, bool IsBigEndian)? Recognise(ReadOnlySpan<byte> start)
    {
        if (start.Length < 4)
        {
            return null;
        }

        return (BinaryPrimitives.ReadInt32LittleEndian(start), BinaryPrimitives.ReadInt32BigEndian(start)) switch
        {
            (Nifti1Bytes, _) => (Nifti1Bytes, false),
            (Nifti2Bytes, _) => (Nifti2Bytes, false),
            (_, Nifti1Bytes) => (Nifti1Bytes, true),
            (_, Nifti2Bytes) => (Nifti2Bytes, true),
            _ => null,
        };
    }

    /// <summary>Reads the fields of a whole header.</summary>
    /// <exception cref="UnreadableImageException">The magic is wrong.</exception>
    public static NiftiHeader Parse(string path, ReadOnlySpan<byte> header, bool isBigEndian)
    {
        var version = header.Length == Nifti1Bytes ? 1 : 2;
        var isPair = IsPairByMagic(path, version == 1 ? header.Slice(344, 4) : header.Slice(4, 8), version);
        var fields = new Fields(header, isBigEndian);
        return version == 1 ? Parse1(fields, isPair) : Parse2(fields, isPair);
    }

    static bool IsPairByMagic(string path, ReadOnlySpan<byte> magic, int version)
    {
        var letter = version == 1 ? (byte)'1' : (byte)'2';
        if (magic[0] == 'n' && magic[2] == letter && magic[3] == 0 && magic[1] is (byte)'+' or (byte)'i')
        {
            return magic[1] == 'i';
        }

        throw magic.TrimEnd((byte)0).IsEmpty
            ? new UnreadableImageException(path, "it is an ANALYZE 7.5 image, which does not say left from right", "Convert the original scan to NIfTI")
            : new UnreadableImageException(path, "it starts like NIfTI but its magic is wrong", "The header is damaged; export the file again");
    }

    static NiftiHeader Parse1(Fields f, bool isPair) => new()
    {
        Version = 1,
        IsBigEndian = f.IsBigEndian,
        IsPair = isPair,
        Dim = f.Int16s(40, 8),
        DataType = f.Int16(70),
        PixDim = f.Singles(76, 8),
        VoxelOffset = f.Single(108),
        Slope = f.Single(112),
        Intercept = f.Single(116),
        Units = f.Byte(123),
        QformCode = f.Int16(252),
        SformCode = f.Int16(254),
        Qform = f.Singles(256, 6),
        Sform = f.Singles(280, 12),
    };

    static NiftiHeader Parse2(Fields f, bool isPair) => new()
    {
        Version = 2,
        IsBigEndian = f.IsBigEndian,
        IsPair = isPair,
        DataType = f.Int16(12),
        Dim = f.Int64s(16, 8),
        PixDim = f.Doubles(104, 8),
        VoxelOffset = f.Int64(168),
        Slope = f.Double(176),
        Intercept = f.Double(184),
        QformCode = f.Int32(344),
        SformCode = f.Int32(348),
        Qform = f.Doubles(352, 6),
        Sform = f.Doubles(400, 12),
        Units = f.Int32(500),
    };

    /// <summary>Numbers at byte offsets of a header in its own byte order.</summary>
    readonly ref struct Fields(ReadOnlySpan<byte> header, bool isBigEndian)
    {
        readonly ReadOnlySpan<byte> header = header;

        public bool IsBigEndian { get; } = isBigEndian;

        public byte Byte(int at) => header[at];

        public short Int16(int at) => IsBigEndian ? BinaryPrimitives.ReadInt16BigEndian(header[at..]) : BinaryPrimitives.ReadInt16LittleEndian(header[at..]);

        public int Int32(int at) => IsBigEndian ? BinaryPrimitives.ReadInt32BigEndian(header[at..]) : BinaryPrimitives.ReadInt32LittleEndian(header[at..]);

        public long Int64(int at) => IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(header[at..]) : BinaryPrimitives.ReadInt64LittleEndian(header[at..]);

        public double Single(int at) => BitConverter.Int32BitsToSingle(Int32(at));

        public double Double(int at) => BitConverter.Int64BitsToDouble(Int64(at));

        public long[] Int16s(int at, int count)
        {
            var values = new long[count];
            for (var n = 0; n < count; n++)
            {
                values[n] = Int16(at + (2 * n));
            }

            return values;
        }

        public long[] Int64s(int at, int count)
        {
            var values = new long[count];
            for (var n = 0; n < count; n++)
            {
                values[n] = Int64(at + (8 * n));
            }

            return values;
        }

        public double[] Singles(int at, int count)
        {
            var values = new double[count];
            for (var n = 0; n < count; n++)
            {
                values[n] = Single(at + (4 * n));
            }

            return values;
        }

        public double[] Doubles(int at, int count)
        {
            var values = new double[count];
            for (var n = 0; n < count; n++)
            {
                values[n] = Double(at + (8 * n));
            }

            return values;
        }
    }
}
