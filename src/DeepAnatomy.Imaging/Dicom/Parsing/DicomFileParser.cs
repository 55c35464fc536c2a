using System.IO.Compression;
using System.Text;

namespace DeepAnatomy.Imaging.Dicom.Parsing;

/// <summary>Reads DICOM headers (PS3.5 explicit and implicit VR, both byte orders, deflated; PS3.10 with and without the preamble).</summary>
/// <remarks>
/// Written in managed code on purpose: a folder holds any file, and bytes that lie must end in an error, not in a crash of native code.
/// Every length is checked against the file before anything is allocated, so memory is bounded by the file's length.
/// </remarks>
static class DicomFileParser
{
    /// <summary>Values longer than this are passed over in a header (thumbnails, private blocks).</summary>
    const int DefaultMaxValueBytes = 1 << 20;
    const int MaxDepth = 16;
    const int MaxItems = 1_000_000;
    const int MaxInflatedBytes = 1 << 30;
    const uint Undefined = 0xFFFFFFFF;
    const string LongVrs = "OB OW OF OD OL OV SQ UC UR UT UN SV UV";
    const string ShortVrs = "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US";

    /// <summary>Reads a file up to its pixel data; null when it is not DICOM.</summary>
    /// <exception cref="DicomFormatException">It is DICOM but broken.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DicomFile? Read(string path, int maxValueBytes = DefaultMaxValueBytes)
    {
        using var source = new ByteSource(path);
        if (!Start(source))
        {
            return null;
        }

        var meta = new DataSet(bigEndian: false);
        var walk = new Walk(source, maxValueBytes);
        while (source.Remaining >= 8 && source.Peek(2) is [0x02, 0x00])
        {
            walk.Element(meta, isImplicit: false, 0);
        }

        var syntax = TransferSyntax.Of(meta.Text(Tags.TransferSyntax) ?? Guess(source));
        if (syntax.IsDeflated)
        {
            using var inflated = new ByteSource(Inflate(path, source.Position));
            return Finish(path, source.Length, syntax, meta, inflated, new Walk(inflated, maxValueBytes));
        }

        return Finish(path, source.Length, syntax, meta, source, walk);
    }

    /// <summary>All bytes of a deflated data set.</summary>
    public static byte[] Inflate(string path, long offset)
    {
        using var file = File.OpenRead(path);
        file.Position = offset;
        using var inflate = new DeflateStream(file, CompressionMode.Decompress);
        using var target = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int got; (got = inflate.Read(buffer)) > 0;)
            {
                if (target.Length + got > MaxInflatedBytes)
                {
                    throw new DicomFormatException("the deflated data set is larger than 1 GB");
                }

                target.Write(buffer, 0, got);
            }
        }
        catch (InvalidDataException e)
        {
            throw new DicomFormatException($"the deflated data set is broken ({e.Message})");
        }

        return target.ToArray();
    }

    /// <summary>Where the deflated data set starts: after the meta information.</summary>
    public static long DeflateStart(string path)
    {
        using var source = new ByteSource(path);
        Start(source);
        var walk = new Walk(source, 0);
        var meta = new DataSet(bigEndian: false);
        while (source.Remaining >= 8 && source.Peek(2) is [0x02, 0x00])
        {
            walk.Element(meta, isImplicit: false, 0);
        }

        return source.Position;
    }

    static DicomFile Finish(string path, long fileBytes, TransferSyntax syntax, DataSet meta, ByteSource source, Walk walk)
    {
        source.BigEndian = syntax.IsBigEndian;
        var header = new DataSet(syntax.IsBigEndian);
        var isImplicit = IsReallyImplicit(source, syntax);
        while (source.Remaining >= 8 && walk.PixelOffset < 0)
        {
            walk.Element(header, isImplicit, 0);
        }

        foreach (var tag in new[] { Tags.MediaStorageSopClass, Tags.MediaStorageSopInstance })
        {
            if (meta.Bytes(tag) is { } value)
            {
                header.Add(tag, value);
            }
        }

        if (walk.Count == 0)
        {
            throw new DicomFormatException("the file has no attributes");
        }

        return new(path, fileBytes, syntax, header, walk.PixelOffset, walk.PixelBytes);
    }

    // True when the source stands at the first element: behind the magic, or at the start of a file without a preamble.
    static bool Start(ByteSource source)
    {
        if (source.Length < 16)
        {
            return false;
        }

        if (source.Length >= 140)
        {
            source.Position = 128;
            if (source.Peek(4) is [(byte)'D', (byte)'I', (byte)'C', (byte)'M'])
            {
                source.Position = 132;
                return true;
            }
        }

        source.Position = 0;
        var first = source.Peek(8);
        int group = first[0] | (first[1] << 8), element = first[2] | (first[3] << 8);
        var length = IsVr(first[4..6]) ? first[6] | (first[7] << 8) : first[4] | (first[5] << 8) | (first[6] << 16) | (first[7] << 24);
        return group is 0x0002 or 0x0008 && element is 0x0000 or 0x0001 or 0x0005 or 0x0008 or 0x0012 or 0x0016 && length is >= 0 and < 256;
    }

    static string Guess(ByteSource source) =>
        source.Remaining >= 8 && IsVr(source.Peek(8)[4..6]) ? TransferSyntax.ExplicitLittle : TransferSyntax.ImplicitLittle;

    // Some writers name one VR encoding and use the other; the first element tells.
    static bool IsReallyImplicit(ByteSource source, TransferSyntax syntax) =>
        source.Remaining < 8 ? syntax.IsImplicit : !syntax.IsBigEndian && !IsVr(source.Peek(8)[4..6]);

    static bool IsVr(ReadOnlySpan<byte> two)
    {
        Span<char> vr = [(char)two[0], (char)two[1]];
        return char.IsAsciiLetterUpper(vr[0]) && char.IsAsciiLetterUpper(vr[1])
            && (LongVrs.AsSpan().Contains(vr, StringComparison.Ordinal) || ShortVrs.AsSpan().Contains(vr, StringComparison.Ordinal));
    }

    sealed class Walk(ByteSource source, int maxValueBytes)
    {
        int itemCount;

        public long PixelOffset { get; set; } = -1;

        public long PixelBytes { get; set; } = -1;

        public int Count { get; set; }

        public void Element(DataSet target, bool isImplicit, int depth)
        {
            var tag = new DicomTag(source.ReadUInt16(), source.ReadUInt16());
            var (length, isSequence, isUnknown) = Length(tag, isImplicit);
            Count++;
            if (depth == 0 && (tag == Tags.PixelData || tag == Tags.FloatPixelData || tag == Tags.DoublePixelData))
            {
                Pixels(target, tag, length);
            }
            else if (isSequence || length == Undefined)
            {
                var items = Sequence(length, isImplicit || isUnknown, depth + 1);
                if (!tag.IsPrivate)
                {
                    target.Add(tag, items);
                }
            }
            else if (length > maxValueBytes || tag.IsPrivate)
            {
                source.Skip(length);
            }
            else
            {
                target.Add(tag, source.ReadBytes((int)length));
            }
        }

        void Pixels(DataSet target, DicomTag tag, uint length)
        {
            PixelOffset = source.Position;
            PixelBytes = length == Undefined ? -1 : length;
            if (tag != Tags.PixelData)
            {
                target.Add(tag, Array.Empty<byte>());
            }
        }

        (uint Length, bool IsSequence, bool IsUnknown) Length(DicomTag tag, bool isImplicit)
        {
            if (tag.Group == 0xFFFE)
            {
                throw new DicomFormatException($"a delimiter {tag} stands where an attribute should be");
            }

            if (isImplicit)
            {
                return (source.ReadUInt32(), Tags.IsSequence(tag), false);
            }

            var letters = source.Peek(2);
            if (!IsVr(letters))
            {
                throw new DicomFormatException($"attribute {tag} has no valid type (VR)");
            }

            var vr = Encoding.ASCII.GetString(letters);
            source.Position += 2;
            if (!LongVrs.Contains(vr, StringComparison.Ordinal))
            {
                return (source.ReadUInt16(), false, false);
            }

            source.Position += 2;
            var length = source.ReadUInt32();
            return (length, vr == "SQ", vr == "UN");
        }

        List<DataSet> Sequence(uint length, bool isImplicit, int depth)
        {
            if (depth > MaxDepth)
            {
                throw new DicomFormatException("sequences are nested too deeply");
            }

            if (length != Undefined && length > source.Remaining)
            {
                throw new DicomFormatException("a sequence is longer than the file (truncated)");
            }

            var end = length == Undefined ? long.MaxValue : source.Position + length;
            List<DataSet> items = [];
            while (source.Position < end)
            {
                var tag = new DicomTag(source.ReadUInt16(), source.ReadUInt16());
                var itemLength = source.ReadUInt32();
                if (tag == Tags.SequenceEnd)
                {
                    break;
                }

                if (tag != Tags.Item)
                {
                    throw new DicomFormatException($"a sequence holds {tag} instead of an item");
                }

                if (++itemCount > MaxItems)
                {
                    throw new DicomFormatException($"the header has more than {MaxItems} sequence items");
                }

                items.Add(SequenceItem(itemLength, isImplicit, depth));
            }

            return items;
        }

        DataSet SequenceItem(uint length, bool isImplicit, int depth)
        {
            var end = length == Undefined ? long.MaxValue : source.Position + length;
            var item = new DataSet(source.BigEndian);
            while (source.Position < end)
            {
                if (length == Undefined && IsItemEnd())
                {
                    source.Position += 8;
                    break;
                }

                Element(item, isImplicit, depth);
            }

            return item;
        }

        bool IsItemEnd()
        {
            var bytes = source.Peek(4);
            return source.BigEndian ? bytes is [0xFF, 0xFE, 0xE0, 0x0D] : bytes is [0xFE, 0xFF, 0x0D, 0xE0];
        }
    }
}
