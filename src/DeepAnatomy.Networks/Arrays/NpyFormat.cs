using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>The <c>.npy</c> format of NumPy, versions 1 to 3: numbers and truth values only. Objects (pickles), text and structures are refused.</summary>
static class NpyFormat
{
    const string SaveAgain = "Save it again with numpy.save or numpy.savez as an array of numbers";

    /// <summary>Length and version of the header come after this.</summary>
    static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array.</summary>
    /// <param name="source">The file (and member), for messages.</param>
    /// <param name="bytes">The whole content.</param>
    /// <exception cref="UnreadableModelException">It is not an array of numbers, or is damaged.</exception>
    public static NdArray Decode(string source, ReadOnlySpan<byte> bytes)
    {
        var body = Split(source, bytes, out var text);
        var header = NpyHeader.Parse(text) ?? throw new UnreadableModelException(source, "the header of the array is damaged", SaveAgain);
        if (header.FileType is not { } type)
        {
            throw new UnreadableModelException(source, $"its elements ({header.Description}) are no numbers that are read here", SaveAgain);
        }

        long count = 1;
        foreach (var size in header.Shape)
        {
            count = Math.BigMul(count, size, out long low) == 0 && low >= 0 ? low : long.MaxValue / 16;
        }

        if (count > Array.MaxLength || count * type.Bytes != body.Length)
        {
            throw new UnreadableModelException(source, $"it says to hold {string.Join("×", header.Shape)} elements but has {body.Length} bytes", SaveAgain);
        }

        var elements = StoredElements.ToLittleEndian(body.ToArray(), type);
        if (header.IsFortranOrder && header.Shape.Length > 1)
        {
            elements = StoredElements.ToRowMajor(elements, header.Shape, NdArray.SizeOf(type.Type));
        }

        return new(type.Type, header.Shape, elements);
    }

    /// <summary>Writes an array (version 1, little endian, C order; bfloat16 as two raw bytes, as ml_dtypes does).</summary>
    public static byte[] Encode(NdArray array)
    {
        var shape = array.Rank == 1 ? $"({array.Shape[0]},)" : $"({string.Join(", ", array.Shape)})";
        var text = $"{{'descr': '{StoredElements.DescriptionOf(array.Type)}', 'fortran_order': False, 'shape': {shape}, }}";
        const int Prefix = 10, Alignment = 64;
        var length = (Prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var result = new byte[length + array.Bytes.Length];
        Magic.CopyTo(result);
        result[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(8), (ushort)(length - Prefix));
        result.AsSpan(Prefix, length - Prefix).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, result.AsSpan(Prefix));
        result[length - 1] = (byte)'\n';
        array.Bytes.CopyTo(result.AsSpan(length));
        return result;
    }

    static ReadOnlySpan<byte> Split(string source, ReadOnlySpan<byte> bytes, out string header)
    {
        if (bytes.Length < 12 || !bytes.StartsWith(Magic) || bytes[6] is < 1 or > 3)
        {
            throw new UnreadableModelException(source, "it is not an array of NumPy", SaveAgain);
        }

        var (start, length) = bytes[6] == 1
            ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]))
            : (12, BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
        if (start + length > bytes.Length)
        {
            throw new UnreadableModelException(source, "the array is truncated", SaveAgain);
        }

        header = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        return bytes[(start + (int)length)..];
    }
}
