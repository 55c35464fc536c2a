using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Writes the fields of one message of Protocol Buffers; messages inside are written to their own writer first.</summary>
sealed class ProtoWriter
{
    const int Varint = 0, Delimited = 2, Fixed32 = 5;

    readonly ArrayBufferWriter<byte> stream = new();

    public void Integer(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
    }

    public void Float(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.Write(bytes);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        WriteVarint((ulong)value.Length);
        stream.Write(value);
    }

    public void Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        Bytes(field, inner.Written);
    }

    /// <summary>Adds fields that another writer has written.</summary>
    public void Append(ProtoWriter other) => stream.Write(other.Written);

    public ReadOnlySpan<byte> Written => stream.WrittenSpan;

    void Tag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            stream.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        stream.Write([(byte)value]);
    }
}
