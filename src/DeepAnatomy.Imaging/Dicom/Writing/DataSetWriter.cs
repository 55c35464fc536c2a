using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DeepAnatomy.Imaging.Dicom.Parsing;

namespace DeepAnatomy.Imaging.Dicom.Writing;

/// <summary>Collects attributes and writes them as explicit VR little endian (PS3.5, PS3.10), sorted by tag.</summary>
sealed class DataSetWriter
{
    // Ours: below the UUID root, as PS3.5 Annex B.2 allows without registration.
    const string ImplementationUid = "2.25.267043938502912364573310245768236415871";
    const uint Undefined = 0xFFFFFFFF;

    readonly SortedDictionary<DicomTag, (string Vr, byte[] Value)> elements = [];

    public DataSetWriter Text(DicomTag tag, string vr, string? value)
    {
        if (value is not null)
        {
            elements[tag] = (vr, Padded(Encoding.ASCII.GetBytes(value), vr == "UI" ? (byte)0 : (byte)' '));
        }

        return this;
    }

    public DataSetWriter Numbers(DicomTag tag, params ReadOnlySpan<double> values)
    {
        var texts = new string[values.Length];
        for (var n = 0; n < texts.Length; n++)
        {
            texts[n] = DecimalString(values[n]);
        }

        return Text(tag, "DS", string.Join('\\', texts));
    }

    public DataSetWriter Number(DicomTag tag, double? value) => value is { } number ? Numbers(tag, number) : this;

    public DataSetWriter Integer(DicomTag tag, int value) => Text(tag, "IS", value.ToString(CultureInfo.InvariantCulture));

    public DataSetWriter UInt16(DicomTag tag, ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Raw(tag, "US", bytes);
    }

    public DataSetWriter UInt32(DicomTag tag, params ReadOnlySpan<uint> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * n), values[n]);
        }

        return Raw(tag, "UL", bytes);
    }

    public DataSetWriter Raw(DicomTag tag, string vr, byte[] value)
    {
        elements[tag] = (vr, Padded(value, 0));
        return this;
    }

    public DataSetWriter Sequence(DicomTag tag, params IEnumerable<DataSetWriter> items)
    {
        using var buffer = new MemoryStream();
        foreach (var item in items)
        {
            var bytes = item.ToBytes();
            WriteTag(buffer, Tags.Item);
            WriteUInt32(buffer, (uint)bytes.Length);
            buffer.Write(bytes);
        }

        elements[tag] = ("SQ", buffer.ToArray());
        return this;
    }

    /// <summary>Writes a whole file: preamble, meta information, attributes. Written beside and renamed, so that none is left half-written.</summary>
    public void Save(string path, string sopClass, string sopInstance)
    {
        var meta = new DataSetWriter()
            .Raw(new(0x0002, 0x0001), "OB", [0, 1])
            .Text(Tags.MediaStorageSopClass, "UI", sopClass)
            .Text(Tags.MediaStorageSopInstance, "UI", sopInstance)
            .Text(Tags.TransferSyntax, "UI", TransferSyntax.ExplicitLittle)
            .Text(new(0x0002, 0x0012), "UI", ImplementationUid)
            .Text(new(0x0002, 0x0013), "SH", "DEEPANATOMY")
            .ToBytes();
        Text(Tags.SopClass, "UI", sopClass).Text(Tags.SopInstance, "UI", sopInstance);
        var temporary = path + ".part";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            file.Write(new byte[128]);
            file.Write("DICM"u8);
            file.Write(new DataSetWriter().UInt32(new(0x0002, 0x0000), (uint)meta.Length).ToBytes());
            file.Write(meta);
            WriteTo(file);
        }

        File.Move(temporary, path, overwrite: true);
    }

    byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        WriteTo(buffer);
        return buffer.ToArray();
    }

    void WriteTo(Stream stream)
    {
        Span<byte> length = stackalloc byte[2];
        foreach (var (tag, (vr, value)) in elements)
        {
            WriteTag(stream, tag);
            stream.Write(Encoding.ASCII.GetBytes(vr));
            if (vr is "OB" or "OW" or "SQ" or "UT" or "UN")
            {
                stream.Write([0, 0]);
                WriteUInt32(stream, value.LongLength < Undefined ? (uint)value.LongLength : throw new ArgumentException($"{tag} is too long for DICOM."));
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)value.Length));
                stream.Write(length);
            }

            stream.Write(value);
        }
    }

    // At most 16 characters (PS3.5 6.2), with as many digits as fit.
    static string DecimalString(double value)
    {
        for (var digits = 15; digits > 5; digits--)
        {
            var text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (text.Length <= 16)
            {
                return text;
            }
        }

        return value.ToString("E6", CultureInfo.InvariantCulture);
    }

    static byte[] Padded(byte[] value, byte with) => value.Length % 2 == 0 ? value : [.. value, with];

    static void WriteTag(Stream stream, DicomTag tag)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
        stream.Write(bytes);
    }

    static void WriteUInt32(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
