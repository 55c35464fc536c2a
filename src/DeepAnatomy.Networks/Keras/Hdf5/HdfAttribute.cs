using System.Collections.Immutable;
using System.Text;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>A named value of a group or dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Sizes; empty for a single value.</param>
/// <param name="Type">What one element is.</param>
/// <param name="Data">The elements as they lie in the file.</param>
sealed record HdfAttribute(string Name, ImmutableArray<int> Shape, HdfType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads an attribute message.</summary>
    public static HdfAttribute Read(HdfFile file, ReadOnlyMemory<byte> body)
    {
        var cursor = new HdfCursor(file, body.Span);
        var (version, flags) = (cursor.Byte(), cursor.Byte());
        if (version is < 1 or > 3 || (version > 1 && flags != 0))
        {
            throw file.Unsupported($"has attributes of an unknown kind (version {version}, flags {flags})");
        }

        var (nameSize, typeSize, spaceSize) = (cursor.UInt16(), cursor.UInt16(), cursor.UInt16());
        var alignment = version == 1 ? 8 : 1;
        cursor.Skip(version == 3 ? 1 : 0);
        var name = Encoding.UTF8.GetString(cursor.Take(nameSize)).TrimEnd('\0');
        cursor.Align(alignment);
        var type = HdfType.Read(file, cursor.Take(typeSize));
        cursor.Align(alignment);
        var shape = HdfDataspace.Read(file, cursor.Take(spaceSize));
        cursor.Align(alignment);
        var length = shape.Aggregate((long)type.Size, (product, size) => product * size);
        var start = cursor.Position;
        cursor.Skip(length);
        return new(name, shape, type, body.Slice(start, (int)length));
    }

    /// <summary>The elements as texts; null when they are none.</summary>
    public ImmutableArray<string>? Texts(HdfFile file)
    {
        if (Data.IsEmpty)
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        for (var start = 0; start < Data.Length; start += Type.Size)
        {
            var element = Data.Span.Slice(start, Type.Size);
            switch (Type.Kind)
            {
                case HdfTypeKind.FixedText:
                    texts.Add(Decode(element));
                    break;
                case HdfTypeKind.VaryingText:
                    texts.Add(Varying(file, element));
                    break;
                default:
                    return null;
            }
        }

        return texts.ToImmutable();
    }

    static string Varying(HdfFile file, ReadOnlySpan<byte> element)
    {
        var cursor = new HdfCursor(file, element);
        var (length, address, index) = (cursor.UInt32(), cursor.Address(), cursor.UInt32());
        if (length == 0 || address is 0 or HdfFile.Undefined)
        {
            return "";
        }

        var piece = file.Heap(address)[(int)Math.Min(index, int.MaxValue)] ?? throw file.Damaged($"a text is missing");
        return Decode(piece.Span[..(int)Math.Min(length, piece.Length)]);
    }

    /// <summary>Texts end at the first zero; old files pad with zeros or blanks.</summary>
    static string Decode(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
