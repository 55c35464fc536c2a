using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DeepAnatomy.Imaging.Dicom.Parsing;

/// <summary>The attributes of a DICOM data set or sequence item, without pixel data; values are kept as they are in the file.</summary>
sealed class DataSet(bool bigEndian)
{
    // Made on first use: a broken file may hold very many empty items.
    Dictionary<DicomTag, byte[]>? values;
    Dictionary<DicomTag, List<DataSet>>? sequences;

    public bool BigEndian { get; } = bigEndian;

    public bool IsEmpty => values is null && sequences is null;

    public void Add(DicomTag tag, byte[] value) => (values ??= [])[tag] = value;

    public void Add(DicomTag tag, List<DataSet> items) => (sequences ??= [])[tag] = items;

    public bool Contains(DicomTag tag) => (values?.ContainsKey(tag) ?? false) || (sequences?.ContainsKey(tag) ?? false);

    public IReadOnlyList<DataSet> Items(DicomTag tag) => sequences?.GetValueOrDefault(tag) is { } items ? items : [];

    /// <summary>The first item of a sequence, or null.</summary>
    public DataSet? First(DicomTag tag) => Items(tag) is [var first, ..] ? first : null;

    /// <summary>The trimmed text, or null when the attribute is absent or empty.</summary>
    public string? Text(DicomTag tag)
    {
        if (Bytes(tag) is not { } bytes)
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(bytes).Trim('\0', ' ', '\t', '\r', '\n');
        return text.Length == 0 ? null : text;
    }

    /// <summary>The values of a text attribute with several values.</summary>
    public string[] Texts(DicomTag tag) => Text(tag)?.Split('\\', StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Decimal strings (DS, IS); null when absent, empty, or one is not a finite number.</summary>
    public double[]? Decimals(DicomTag tag, int atLeast = 1)
    {
        var parts = Texts(tag);
        if (parts.Length < atLeast)
        {
            return null;
        }

        var numbers = new double[parts.Length];
        for (var n = 0; n < parts.Length; n++)
        {
            if (!double.TryParse(parts[n], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[n]) || !double.IsFinite(numbers[n]))
            {
                return null;
            }
        }

        return numbers;
    }

    public double? Decimal(DicomTag tag) => Decimals(tag)?[0];

    public int? Integer(DicomTag tag) => Decimal(tag) is { } d && Math.Abs(d) < int.MaxValue ? (int)d : null;

    /// <summary>An unsigned short (US), or null.</summary>
    public ushort? UInt16(DicomTag tag) => Bytes(tag) is { } b && b.Length >= 2
        ? BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(b) : BinaryPrimitives.ReadUInt16LittleEndian(b)
        : null;

    /// <summary>An unsigned long (UL), or null.</summary>
    public uint? UInt32(DicomTag tag) => Bytes(tag) is { } b && b.Length >= 4
        ? BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(b) : BinaryPrimitives.ReadUInt32LittleEndian(b)
        : null;

    /// <summary>A double (FD), or null.</summary>
    public double? Double(DicomTag tag) => Bytes(tag) is { } b && b.Length >= 8
        ? BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(b) : BinaryPrimitives.ReadDoubleLittleEndian(b)
        : null;

    /// <summary>The raw bytes, or null.</summary>
    public byte[]? Bytes(DicomTag tag) => values?.GetValueOrDefault(tag);
}
