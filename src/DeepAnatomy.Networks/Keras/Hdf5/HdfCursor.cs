using System.Buffers.Binary;
using System.Text;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Reads numbers one after another and never past the end of its piece of the file.</summary>
/// <param name="file">The file, for the sizes of addresses and for errors.</param>
/// <param name="bytes">The piece.</param>
ref struct HdfCursor(HdfFile file, ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public readonly int Left => bytes.Length - Position;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            throw file.Damaged("a part of it ends too early");
        }

        var taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public void Skip(long count) => Take(count);

    /// <summary>Skips to the next multiple of a power of two.</summary>
    public void Align(int alignment) => Skip(Math.Min(-Position & (alignment - 1), Left));

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>An unsigned number of 1 to 8 bytes.</summary>
    public ulong Sized(int size)
    {
        ulong value = 0;
        foreach (var part in Take(size))
        {
            value = (value >> 8) | ((ulong)part << 56);
        }

        return value >> (8 * (8 - size));
    }

    /// <summary>An address; <see cref="HdfFile.Undefined"/> where there is none.</summary>
    public ulong Address()
    {
        var address = Sized(file.OffsetSize);
        return file.OffsetSize < 8 && address == (1UL << (8 * file.OffsetSize)) - 1 ? HdfFile.Undefined : address;
    }

    /// <summary>A length; more than the file could hold is refused.</summary>
    public long Length()
    {
        var length = Sized(file.LengthSize);
        return length <= long.MaxValue ? (long)length : throw file.Damaged("a length in it is impossible");
    }

    /// <summary>Refuses the file unless these four letters follow.</summary>
    public void Expect(string signature)
    {
        if (!Take(4).SequenceEqual(Encoding.ASCII.GetBytes(signature)))
        {
            throw file.Damaged($"a structure {signature} is not where it should be");
        }
    }

    /// <summary>Refuses the file unless this version follows.</summary>
    public void ExpectVersion(int version, string structure)
    {
        var found = Byte();
        if (found != version)
        {
            throw file.Damaged($"its {structure} has the unknown version {found}");
        }
    }
}
