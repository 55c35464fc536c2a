using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace DeepAnatomy.Networks.Pickle;

/// <summary>Reads the arguments of opcodes from memory; every step is checked against the end.</summary>
/// <param name="data">The bytes.</param>
/// <param name="position">Where to start.</param>
sealed class PickleInput(ReadOnlyMemory<byte> data, int position = 0)
{
    const int LongestInteger = 64;

    static readonly UTF8Encoding Utf8 = new(false, false);

    /// <summary>Bytes read so far, from the start of the data.</summary>
    public int Position { get; private set; } = position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A double, big endian as pickles hold it.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A signed integer of any length: a <see cref="long"/> where it fits, else a <see cref="BigInteger"/>.</summary>
    /// <param name="length">Bytes.</param>
    public object Integer(long length)
    {
        if (length > LongestInteger)
        {
            throw new PickleException($"the pickle holds an integer of {length} bytes");
        }

        var value = new BigInteger(Take(length));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    public string Text(long length) => Utf8.GetString(Take(length));

    public byte[] Bytes(long length) => Take(length).ToArray();

    /// <summary>Text up to the end of the line.</summary>
    public string Line()
    {
        var rest = data.Span[Position..];
        var length = rest.IndexOf((byte)'\n');
        if (length < 0)
        {
            throw new PickleException("the pickle ends in the middle of a name");
        }

        var text = Text(length);
        Position++;
        return text;
    }

    public ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > data.Length - Position)
        {
            throw new PickleException("the pickle ends too early");
        }

        var span = data.Span.Slice(Position, (int)length);
        Position += (int)length;
        return span;
    }
}
