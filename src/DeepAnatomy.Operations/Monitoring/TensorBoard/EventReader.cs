using System.Text;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>Reads the scalars of an event; pictures, histograms, texts and graphs are passed over.</summary>
static class EventReader
{
    const int WallTime = 1;
    const int Step = 2;
    const int Summary = 5;
    const int Value = 1;
    const int Tag = 1;
    const int SimpleValue = 2;
    const int Tensor = 8;

    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public static ScalarEvent Read(ReadOnlySpan<byte> message)
    {
        var result = new ScalarEvent();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (WallTime, ProtobufReader.Fixed64):
                    result.WallTime = reader.ReadDouble();
                    break;
                case (Step, ProtobufReader.Varint):
                    result.Step = (long)reader.ReadVarint();
                    break;
                case (Summary, ProtobufReader.Bytes):
                    ReadSummary(reader.ReadBytes(), result);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return result;
    }

    static void ReadSummary(ReadOnlySpan<byte> message, ScalarEvent result)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if ((reader.Field, reader.Wire) == (Value, ProtobufReader.Bytes))
            {
                ReadValue(reader.ReadBytes(), result);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    static void ReadValue(ReadOnlySpan<byte> message, ScalarEvent result)
    {
        var tag = "";
        double? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (Tag, ProtobufReader.Bytes):
                    tag = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case (SimpleValue, ProtobufReader.Fixed32):
                    value = reader.ReadFloat();
                    break;
                case (Tensor, ProtobufReader.Bytes):
                    value = TensorReader.Scalar(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (value is { } number)
        {
            result.Values.Add((tag, number));
        }
    }
}
