using System.Buffers.Binary;

namespace DeepAnatomy.Networks.Pickle;

/// <summary>One number as NumPy pickles it: an element type and its bytes.</summary>
static class NumpyScalar
{
    /// <summary>The number: a <see cref="double"/>, a <see cref="long"/> or a <see cref="bool"/>.</summary>
    /// <param name="type">Element type.</param>
    /// <param name="bytes">The bytes in the order of the type.</param>
    /// <exception cref="PickleException">The type is no number, or the bytes do not fit.</exception>
    public static object Read(NumpyType type, byte[] bytes)
    {
        var code = type.Code.TrimStart('<', '>', '=', '|');
        if (code.Length < 2 || !int.TryParse(code.AsSpan(1), out var size) || size != bytes.Length || size > 8)
        {
            throw new PickleException($"the checkpoint holds a NumPy number of type '{code}' in {bytes.Length} bytes");
        }

        var padded = new byte[8];
        var ordered = type.BigEndian || type.Code.StartsWith('>') ? bytes.Reverse().ToArray() : bytes;
        ordered.CopyTo(padded, 0);
        var bits = BinaryPrimitives.ReadInt64LittleEndian(padded);
        return (code[0], size) switch
        {
            ('f', 8) => BitConverter.Int64BitsToDouble(bits),
            ('f', 4) => (double)BitConverter.Int32BitsToSingle((int)bits),
            ('f', 2) => (double)BitConverter.Int16BitsToHalf((short)bits),
            ('i', _) => bits << (64 - (size * 8)) >> (64 - (size * 8)),
            ('u', _) => bits,
            ('b', 1) => bits != 0,
            _ => throw new PickleException($"the checkpoint holds a NumPy number of type '{code}'"),
        };
    }
}
