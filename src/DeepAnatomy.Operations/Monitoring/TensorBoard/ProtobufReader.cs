using System.Buffers.Binary;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>Reads fields of a protobuf message, one after the other.</summary>
/// <remarks>Everything is checked against the length: damaged messages throw <see cref="InvalidDataException"/>.</remarks>
ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;
    readonly ReadOnlySpan<byte> message = message;
    int at;

    /// <summary>Number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>How it is written: one of the constants.</summary>
    public int Wire { get; private set; }

    /// <summary>Goes to the next field; its value must be read or skipped.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        if (at >= message.Length)
        {
            return false;
        }

        var key = ReadVarint();
        Field = (int)Math.Min(key >> 3, int.MaxValue);
        Wire = (int)(key & 7);
        return Field > 0 ? true : throw Damaged();
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)message.Length ? Take((int)length) : throw Damaged();
    }

    public void Skip()
    {
        switch (Wire)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Take(8);
                break;
            case Bytes:
                ReadBytes();
                break;
            case Fixed32:
                Take(4);
                break;
            default:
                throw Damaged();
        }
    }

    static InvalidDataException Damaged() => new("A message ends in the middle or holds a field of no known form.");

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > message.Length - at)
        {
            throw Damaged();
        }

        var taken = message.Slice(at, count);
        at += count;
        return taken;
    }
}
