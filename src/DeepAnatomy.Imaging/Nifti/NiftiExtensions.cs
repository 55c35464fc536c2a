using System.Buffers.Binary;
using System.Text;
using System.Xml;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>Label names in the header extension of a NIfTI file, in the Caret XML that TotalSegmentator writes.</summary>
static class NiftiExtensions
{
    /// <summary>Extension code of the XML; 0 as TotalSegmentator has it.</summary>
    const int XmlCode = 0;

    /// <summary>Collects the names from the bytes between header and voxels; extensions of other kinds are passed over.</summary>
    /// <param name="extensions">What follows the header: a flag of four bytes, then the extensions.</param>
    /// <param name="isBigEndian">Byte order of the header.</param>
    /// <param name="warnings">Receives what could not be read; never stops the reading of the image.</param>
    public static IReadOnlyList<Label> LabelNames(ReadOnlySpan<byte> extensions, bool isBigEndian, List<string> warnings)
    {
        var labels = new List<Label>();
        if (extensions.Length < 4 || extensions[0] == 0)
        {
            return labels;
        }

        extensions = extensions[4..];
        while (extensions.Length >= 16)
        {
            var size = isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(extensions) : BinaryPrimitives.ReadInt32LittleEndian(extensions);
            if (size < 8 || size > extensions.Length)
            {
                warnings.Add("A header extension is damaged; label names in it, if any, are lost.");
                break;
            }

            var content = extensions[8..size].TrimEnd((byte)0);
            if (content.IndexOf("<LabelTable"u8) >= 0)
            {
                ReadTable(content, labels, warnings);
            }

            extensions = extensions[size..];
        }

        return labels;
    }

    /// <summary>The bytes to put between header and voxels: flag, and the names if there are any.</summary>
    /// <param name="labels">Names to write; none gives the empty flag.</param>
    public static byte[] Write(IReadOnlyCollection<Label> labels)
    {
        if (labels.Count == 0)
        {
            return new byte[4];
        }

        var content = Encoding.UTF8.GetBytes(Table(labels));
        var size = (content.Length + 8 + 15) / 16 * 16;
        var bytes = new byte[4 + size];
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), size);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), XmlCode);
        bytes.AsSpan(12).Fill((byte)' ');
        content.CopyTo(bytes.AsSpan(12));
        return bytes;
    }

    static void ReadTable(ReadOnlySpan<byte> content, List<Label> labels, List<string> warnings)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content.ToArray()), settings);
            while (reader.ReadToFollowing("Label"))
            {
                var key = reader.GetAttribute("Key");
                var name = reader.ReadElementContentAsString().Trim();
                if (ushort.TryParse(key, out var value) && value != 0 && name.Length > 0)
                {
                    labels.Add(new(value, name));
                }
            }
        }
        catch (XmlException)
        {
            warnings.Add("The label names in the header extension are damaged; those after the damage are lost.");
        }
    }

    static string Table(IReadOnlyCollection<Label> labels)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?> <CaretExtension>  <VolumeInformation Index=\"0\">   <LabelTable>\n");
        foreach (var label in labels)
        {
            var name = label.Name.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal);
            var (red, green, blue) = Colour(label.Value);
            xml.Append($"<Label Key=\"{label.Value}\" Red=\"{red:0.###}\" Green=\"{green:0.###}\" Blue=\"{blue:0.###}\" Alpha=\"1\"><![CDATA[{name}]]></Label>\n");
        }

        return xml.Append("  </LabelTable>  <StudyMetaDataLinkSet>  </StudyMetaDataLinkSet>  <VolumeType><![CDATA[Label]]></VolumeType>   </VolumeInformation></CaretExtension>").ToString();
    }

    /// <summary>A colour that differs between neighbouring values: hue by the golden ratio.</summary>
    static (double Red, double Green, double Blue) Colour(int value)
    {
        var hue = value * 0.618033988749895 % 1 * 6;
        double Channel(double shift) => Math.Clamp(Math.Abs(((hue + shift) % 6) - 3) - 1, 0, 1);
        return (Channel(0), Channel(4), Channel(2));
    }
}
