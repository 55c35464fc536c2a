using System.Buffers.Binary;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>Reads tensors of one number.</summary>
static class TensorReader
{
    const int Type = 1;
    const int Shape = 2;
    const int Content = 4;
    const int Float = 1;
    const int Double = 2;
    const int Int32 = 3;
    const int Int64 = 9;
    const int Half = 19;

    // Fields of values by type, packed or not.
    const int FloatValues = 5;
    const int DoubleValues = 6;
    const int IntValues = 7;
    const int Int64Values = 10;
    const int HalfValues = 13;

    /// <returns>The number; null where the tensor holds no or several numbers, or something else.</returns>
    public static double? Scalar(ReadOnlySpan<byte> message)
    {
        var type = 0;
        var isOne = true;
        double? content = null;
        ReadOnlySpan<byte> raw = [];
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (Type, ProtobufReader.Varint):
                    type = (int)Math.Min(reader.ReadVarint(), int.MaxValue);
                    break;
                case (Shape, ProtobufReader.Bytes):
                    isOne = IsOne(reader.ReadBytes());
                    break;
                case (Content, ProtobufReader.Bytes):
                    raw = reader.ReadBytes();
                    break;
                case (FloatValues or DoubleValues or IntValues or Int64Values or HalfValues, _):
                    content = Listed(ref reader, reader.Field);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !isOne ? null : raw.IsEmpty ? content : Raw(type, raw);
    }

    static double? Raw(int type, ReadOnlySpan<byte> raw) => (type, raw.Length) switch
    {
        (Float, 4) => BinaryPrimitives.ReadSingleLittleEndian(raw),
        (Double, 8) => BinaryPrimitives.ReadDoubleLittleEndian(raw),
        (Int32, 4) => BinaryPrimitives.ReadInt32LittleEndian(raw),
        (Int64, 8) => BinaryPrimitives.ReadInt64LittleEndian(raw),
        (Half, 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(raw),
        _ => null,
    };

    // One value, written by itself or as a list of one.
    static double? Listed(ref ProtobufReader reader, int field)
    {
        if (reader.Wire != ProtobufReader.Bytes)
        {
            return (field, reader.Wire) switch
            {
                (FloatValues, ProtobufReader.Fixed32) => reader.ReadFloat(),
                (DoubleValues, ProtobufReader.Fixed64) => reader.ReadDouble(),
                (IntValues, ProtobufReader.Varint) => (int)reader.ReadVarint(),
                (Int64Values, ProtobufReader.Varint) => (long)reader.ReadVarint(),
                (HalfValues, ProtobufReader.Varint) => (double)BitConverter.UInt16BitsToHalf((ushort)reader.ReadVarint()),
                _ => Nothing(ref reader),
            };
        }

        var list = reader.ReadBytes();
        var values = new ProtobufReader(list);
        return (field, list.Length) switch
        {
            (FloatValues, 4) => values.ReadFloat(),
            (DoubleValues, 8) => values.ReadDouble(),
            (IntValues, > 0) => (int)values.ReadVarint(),
            (Int64Values, > 0) => (long)values.ReadVarint(),
            (HalfValues, > 0) => (double)BitConverter.UInt16BitsToHalf((ushort)values.ReadVarint()),
            _ => null,
        };
    }

    static double? Nothing(ref ProtobufReader reader)
    {
        reader.Skip();
        return null;
    }

    static bool IsOne(ReadOnlySpan<byte> shape)
    {
        const int Dimension = 2;
        const int Size = 1;
        var reader = new ProtobufReader(shape);
        while (reader.Next())
        {
            if ((reader.Field, reader.Wire) != (Dimension, ProtobufReader.Bytes))
            {
                reader.Skip();
                continue;
            }

            var dimension = new ProtobufReader(reader.ReadBytes());
            while (dimension.Next())
            {
                if ((dimension.Field, dimension.Wire) == (Size, ProtobufReader.Varint))
                {
                    if (dimension.ReadVarint() != 1)
                    {
                        return false;
                    }
                }
                else
                {
                    dimension.Skip();
                }
            }
        }

        return true;
    }
}
