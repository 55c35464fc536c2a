using System.Buffers.Binary;
using System.Text;

namespace DeepAnatomy.Operations.Monitoring.Journal;

/// <summary>Reads what <see cref="ByteBuffer"/> wrote.</summary>
/// <remarks>Reading beyond the end throws <see cref="ArgumentOutOfRangeException"/>; blocks are checked by their sum before.</remarks>
ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    int at;

    public readonly bool IsAtEnd => at >= bytes.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public ReadOnlySpan<byte> Block() => Take(Int32());

    public string Text() => Encoding.UTF8.GetString(Block());

    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = bytes.Slice(at, count);
        at += count;
        return taken;
    }
}
