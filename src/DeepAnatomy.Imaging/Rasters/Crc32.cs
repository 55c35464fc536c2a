namespace DeepAnatomy.Imaging.Rasters;

/// <summary>The checksum of gzip (RFC 1952), with the joining of checksums of parts that were computed apart.</summary>
static class Crc32
{
    const uint Polynomial = 0xEDB88320;
    const int Strides = 8;
    static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var table = Table;
        for (; bytes.Length >= Strides; bytes = bytes[Strides..])
        {
            crc ^= BitConverter.ToUInt32(bytes);
            crc = table[(7 * 256) + (byte)crc] ^ table[(6 * 256) + (byte)(crc >> 8)] ^ table[(5 * 256) + (byte)(crc >> 16)] ^ table[(4 * 256) + (crc >> 24)]
                ^ table[(3 * 256) + bytes[4]] ^ table[(2 * 256) + bytes[5]] ^ table[256 + bytes[6]] ^ table[bytes[7]];
        }

        foreach (var b in bytes)
        {
            crc = table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>The checksum of two parts one after the other.</summary>
    public static uint Join(uint first, uint second, long secondBytes) => Multiply(first, PowerOfX(8 * secondBytes)) ^ second;

    /// <summary>Product of two polynomials modulo the polynomial of the checksum; the highest bit is x⁰.</summary>
    static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (var bit = 0x80000000u; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
            {
                product ^= b;
            }

            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }

        return product;
    }

    static uint PowerOfX(long exponent)
    {
        var (power, square) = (0x80000000u, 0x40000000u);
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power = Multiply(power, square);
            }

            square = Multiply(square, square);
        }

        return power;
    }

    static uint[] MakeTable()
    {
        var table = new uint[Strides * 256];
        for (var n = 0u; n < 256; n++)
        {
            var crc = n;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            table[n] = crc;
        }

        for (var n = 256; n < table.Length; n++)
        {
            table[n] = table[(byte)table[n - 256]] ^ (table[n - 256] >> 8);
        }

        return table;
    }
}
