using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DeepAnatomy.Operations.Monitoring.Journal;

/// <summary>Bytes that grow, little endian.</summary>
sealed class ByteBuffer
{
    const int Least = 4096;
    byte[] bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets everything and lends its memory to others: many runs are open at a time, and few are written to at a moment.</summary>
    public void Release()
    {
        Length = 0;
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    /// <summary>Takes back what was written behind <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);

    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Length (4 bytes) and bytes.</summary>
    public void Block(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        Raw(value);
    }

    public void Text(string value) => Block(Encoding.UTF8.GetBytes(value));

    /// <summary>Writes over what is there.</summary>
    public void PatchInt32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    Span<byte> Reserve(int count)
    {
        if (Length + count > bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(Least, bytes.Length * 2), Length + count));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        Length += count;
        return bytes.AsSpan(Length - count, count);
    }
}
