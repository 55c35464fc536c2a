using System.Buffers.Binary;
using System.Text;

namespace DeepAnatomy.Operations.Tests.Monitoring.TensorBoard;

/// <summary>Writes event files byte by byte as TensorFlow's format says; its checksum is computed bit by bit.</summary>
static class EventFileWriter
{
    public static byte[] File(params byte[][] events) => [.. events.Prepend(Version()).SelectMany(Record)];

    public static byte[] Version() => [.. Double(1, 1_700_000_000), .. Bytes(3, "brain.Event:2"u8)];

    public static byte[] Simple(double time, long step, params (string Tag, float Value)[] values) =>
        Event(time, step, [.. values.SelectMany(value => Bytes(1, [.. Bytes(1, Encoding.UTF8.GetBytes(value.Tag)), .. Float(2, value.Value)]))]);

    /// <summary>As TensorFlow 2 and Keras write a scalar: a tensor without dimensions.</summary>
    public static byte[] Tensor(double time, long step, string tag, params byte[] tensor) => Event(time, step, Bytes(1, [.. Bytes(1, Encoding.UTF8.GetBytes(tag)), .. Bytes(9, Bytes(1, Bytes(1, "scalars"u8))), .. Bytes(8, tensor)]));

    public static byte[] Event(double time, long step, byte[] summary) => [.. Double(1, time), .. Varint(2, (ulong)step), .. Bytes(5, summary)];

    public static byte[] Record(byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        return [.. length, .. Sum(length), .. data, .. Sum(data)];
    }

    public static byte[] Varint(int field, ulong value) => [.. Number((ulong)field << 3), .. Number(value)];

    public static byte[] Bytes(int field, ReadOnlySpan<byte> value) => [.. Number(((ulong)field << 3) | 2), .. Number((ulong)value.Length), .. value];

    public static byte[] Double(int field, double value) => [.. Number(((ulong)field << 3) | 1), .. BitConverter.GetBytes(value)];

    public static byte[] Float(int field, float value) => [.. Number(((ulong)field << 3) | 5), .. BitConverter.GetBytes(value)];

    static byte[] Number(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    static byte[] Sum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        crc = ~crc;
        return BitConverter.GetBytes(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }
}
