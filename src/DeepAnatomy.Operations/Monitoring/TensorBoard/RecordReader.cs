using System.Buffers.Binary;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>Reads the records of an event file: length (8 bytes), masked CRC-32C of it, data, masked CRC-32C of the data.</summary>
/// <param name="stream">Read from here on; stays open.</param>
sealed class RecordReader(Stream stream)
{
    const int HeaderLength = 12;
    const int TailLength = 4;
    const long LongestRecord = 256 << 20;
    const int Step = 1 << 20;
    readonly byte[] header = new byte[HeaderLength];
    byte[] data = new byte[1 << 16];

    /// <summary>What the last call read.</summary>
    public ReadOnlySpan<byte> Record => data.AsSpan(0, Length);

    public int Length { get; private set; }

    /// <summary>Reads the next record. One that is cut off at the end of the file is still being written: it counts as the end.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public bool Next()
    {
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
        if (Masked(header.AsSpan(0, 8)) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)))
        {
            throw new InvalidDataException("the sum of a record's length is wrong");
        }

        if (length > LongestRecord)
        {
            throw new InvalidDataException($"a record is longer than {LongestRecord >> 20} MB");
        }

        Length = (int)length;
        return ReadData(Length + TailLength);
    }

    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C.Of(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    bool ReadData(int count)
    {
        // Grows with what is really there, so that a false length costs no memory.
        for (var done = 0; done < count;)
        {
            var part = Math.Min(count - done, Step);
            if (data.Length < done + part)
            {
                Array.Resize(ref data, Math.Max(data.Length * 2, done + part));
            }

            if (stream.ReadAtLeast(data.AsSpan(done, part), part, throwOnEndOfStream: false) < part)
            {
                return false;
            }

            done += part;
        }

        return Masked(Record) == BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(Length))
            ? true
            : throw new InvalidDataException("the sum of a record is wrong");
    }
}
