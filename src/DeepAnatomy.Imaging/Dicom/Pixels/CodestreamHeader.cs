using System.Buffers.Binary;
using DeepAnatomy.Imaging.Dicom.Parsing;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>Size, channels and depth that a compressed frame says of itself; compared with the DICOM header before native code sees the bytes.</summary>
readonly record struct CodestreamHeader(int Columns, int Rows, int Components, int Bits)
{
    const int MaxTiles = 4096;

    public static CodestreamHeader Read(ReadOnlySpan<byte> bytes, TransferSyntax syntax) =>
        (syntax.IsJpeg2000 ? Jpeg2000(bytes) : Jpeg(bytes)) ?? throw new DicomFormatException($"a compressed frame is not valid {syntax.Name}");

    /// <summary>Whether the end marker is there (FF D9 in JPEG, JPEG-LS and JPEG 2000): decoders fill up what is missing and only mutter about it.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> bytes) => bytes.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]);

    /// <summary>Refuses a frame that is not what the DICOM header says.</summary>
    public void MustMatch(PixelLayout layout)
    {
        if (Columns != layout.Columns || Rows != layout.Rows || Components != 1)
        {
            throw new DicomFormatException($"a compressed frame is {Columns}×{Rows} with {Components} channels where the header says {layout.Columns}×{layout.Rows}");
        }

        if (Bits < 1 || Bits > layout.BitsAllocated)
        {
            throw new DicomFormatException($"a compressed frame has {Bits} bits per pixel where the header allows {layout.BitsAllocated}");
        }
    }

    // SOI, then marker segments up to a frame header: SOF0 … SOF15 but for DHT, JPG and DAC; SOF55 is JPEG-LS.
    static CodestreamHeader? Jpeg(ReadOnlySpan<byte> b)
    {
        if (b is not [0xFF, 0xD8, ..])
        {
            return null;
        }

        for (var at = 2; at + 10 < b.Length;)
        {
            if (b[at] != 0xFF)
            {
                return null;
            }

            var marker = b[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(b[(at + 2)..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) or 0xF7)
            {
                return new(BinaryPrimitives.ReadUInt16BigEndian(b[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(b[(at + 5)..]), b[at + 9], b[at + 4]);
            }

            if (length < 2 || marker is 0xDA or 0xD9 or 0xD8)
            {
                return null;
            }

            at += 2 + length;
        }

        return null;
    }

    // A raw codestream starts with SOC and SIZ; a JP2 file (wrong in DICOM, but met) has it inside a box.
    static CodestreamHeader? Jpeg2000(ReadOnlySpan<byte> b)
    {
        var start = b.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]);
        if (start < 0 || (start > 0 && b is not [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, ..]) || b.Length < start + 45)
        {
            return null;
        }

        var s = b[(start + 4)..];
        long Field(ReadOnlySpan<byte> of, int at) => BinaryPrimitives.ReadUInt32BigEndian(of[at..]);
        long x = Field(s, 4), y = Field(s, 8), x0 = Field(s, 12), y0 = Field(s, 16), tileX = Field(s, 20), tileY = Field(s, 24);
        var components = BinaryPrimitives.ReadUInt16BigEndian(s[36..]);
        if (x <= x0 || y <= y0 || x > 65535 || y > 65535 || tileX < 1 || tileY < 1 || ((x + tileX - 1) / tileX) * ((y + tileY - 1) / tileY) > MaxTiles || s[39] != 1 || s[40] != 1)
        {
            return null;
        }

        return new((int)(x - x0), (int)(y - y0), components, (s[38] & 0x7F) + 1);
    }
}
