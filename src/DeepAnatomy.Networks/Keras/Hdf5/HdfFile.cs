using System.Text;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>
/// An HDF5 file in memory, read with every address and size checked: a damaged or hostile file ends in one error, never in a loop, a crash or a large allocation.
/// Understood is what h5py writes for weights; links that leave the object (soft, external), external and virtual datasets are refused as Keras does.
/// After the HDF5 File Format Specification 3.0.
/// </summary>
sealed class HdfFile
{
    /// <summary>The address of something that does not exist.</summary>
    public const ulong Undefined = ulong.MaxValue;

    /// <summary>So many times may each byte be looked at on average; a file of loops ends here.</summary>
    const long MostWork = 64;

    const long WorkForSmallFiles = 4 << 20;

    static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    readonly ReadOnlyMemory<byte> bytes;
    readonly Dictionary<ulong, HdfGlobalHeap> heaps = [];
    ulong baseAddress;
    long workLeft;

    HdfFile(string path, ReadOnlyMemory<byte> bytes)
    {
        (Path, this.bytes) = (path, bytes);
        workLeft = (MostWork * bytes.Length) + WorkForSmallFiles;
    }

    /// <summary>The file, for messages.</summary>
    public string Path { get; }

    /// <summary>Length of the file.</summary>
    public int ByteCount => bytes.Length;

    /// <summary>Bytes of an address.</summary>
    public int OffsetSize { get; private set; } = 8;

    /// <summary>Bytes of a length.</summary>
    public int LengthSize { get; private set; } = 8;

    /// <summary>The root group.</summary>
    public HdfGroup Root { get; private set; } = null!;

    /// <summary>True when the content starts as an HDF5 file does.</summary>
    public static bool IsHdf5(ReadOnlySpan<byte> start) => start.StartsWith(Signature);

    /// <summary>Opens a file.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="bytes">The whole content.</param>
    /// <exception cref="UnreadableModelException">It is not an HDF5 file, or is damaged.</exception>
    public static HdfFile Open(string path, ReadOnlyMemory<byte> bytes)
    {
        var file = new HdfFile(path, bytes);
        file.ReadSuperblock();
        return file;
    }

    /// <summary>The error for a damaged file.</summary>
    public UnreadableModelException Damaged(string reason) => new(Path, $"the HDF5 file is damaged: {reason}", "Copy or save the file again");

    /// <summary>The error for what is whole but not read.</summary>
    public UnreadableModelException Unsupported(string reason) =>
        new(Path, $"the HDF5 file {reason}", "Load the model in Keras and save it again with model.save");

    /// <summary>The piece of the file at an address; refused where it leaves the file.</summary>
    public ReadOnlyMemory<byte> Slice(ulong address, long length)
    {
        if (address == Undefined || address > (ulong)bytes.Length || length < 0 || length > bytes.Length - (long)address - (long)baseAddress)
        {
            throw Damaged("an address points outside, perhaps because it was cut off");
        }

        workLeft -= length + 1;
        return workLeft >= 0 ? bytes.Slice((int)(address + baseAddress), (int)length) : throw Damaged("its parts refer to each other without end");
    }

    /// <summary>The rest of the file from an address, at most so many bytes.</summary>
    public ReadOnlyMemory<byte> SliceUpTo(ulong address, long length) => Slice(address, address <= (ulong)bytes.Length ? Math.Min(length, bytes.Length - (long)address - (long)baseAddress) : length);

    /// <summary>The object at an address: a group or a dataset.</summary>
    public HdfHeader Header(ulong address) => HdfHeader.Read(this, address);

    /// <summary>The collection of texts at an address.</summary>
    public HdfGlobalHeap Heap(ulong address)
    {
        if (!heaps.TryGetValue(address, out var heap))
        {
            heaps[address] = heap = HdfGlobalHeap.Read(this, address);
        }

        return heap;
    }

    void ReadSuperblock()
    {
        var start = Find();
        var cursor = new HdfCursor(this, bytes.Span[(start + Signature.Length)..]);
        var version = cursor.Byte();
        var root = version switch
        {
            0 or 1 => ReadOldSuperblock(ref cursor, version),
            2 or 3 => ReadNewSuperblock(ref cursor),
            _ => throw Unsupported($"has the unknown version {version}"),
        };
        Root = HdfGroup.Open(this, "", Header(root)) ?? throw Damaged("its root is no group");
    }

    ulong ReadOldSuperblock(ref HdfCursor cursor, int version)
    {
        cursor.Skip(4);
        ReadSizes(ref cursor);
        cursor.Skip(version == 0 ? 9 : 13);
        baseAddress = CheckedBase(cursor.Address());
        cursor.Address();
        cursor.Address();
        cursor.Address();
        cursor.Address();
        return cursor.Address();
    }

    ulong ReadNewSuperblock(ref HdfCursor cursor)
    {
        ReadSizes(ref cursor);
        cursor.Skip(1);
        baseAddress = CheckedBase(cursor.Address());
        cursor.Address();
        cursor.Address();
        return cursor.Address();
    }

    void ReadSizes(ref HdfCursor cursor)
    {
        (OffsetSize, LengthSize) = (cursor.Byte(), cursor.Byte());
        if (OffsetSize is not (2 or 4 or 8) || LengthSize is not (2 or 4 or 8))
        {
            throw Damaged("its addresses have an impossible size");
        }
    }

    ulong CheckedBase(ulong address) => address <= (ulong)bytes.Length ? address : throw Damaged("an address points outside, perhaps because it was cut off");

    /// <summary>The signature may stand behind a user's own block of 512, 1024, 2048 … bytes.</summary>
    int Find()
    {
        for (long start = 0; start + Signature.Length < bytes.Length; start = start == 0 ? 512 : start * 2)
        {
            if (IsHdf5(bytes.Span[(int)start..]))
            {
                return (int)start;
            }
        }

        throw new UnreadableModelException(Path, "it is not an HDF5 file", "Check that the file was copied whole");
    }
}
