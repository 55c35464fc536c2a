using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Safetensors;

/// <summary>Files of safetensors: eight bytes with the length of a JSON header, the header, then the arrays without gaps, little endian. Source: the format's specification (huggingface/safetensors).</summary>
public static class SafetensorsFile
{
    const int LengthBytes = 8;
    const int Alignment = 8;
    const long LongestHeader = 32L << 20;
    const string MetadataKey = "__metadata__";
    const string Remedy = "Write it again with the safetensors library";

    /// <summary>Reads all arrays.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UnreadableModelException">It is no such file or breaks the format's rules.</exception>
    public static SafetensorsContent Read(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            return Read(handle);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableModelException(path, "there is no such file", "Check the path", e);
        }
        catch (FormatException e)
        {
            throw new UnreadableModelException(path, e.Message, Remedy, e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UnreadableModelException(path, "the header is no JSON, or names something twice", Remedy, e);
        }
    }

    /// <summary>Writes arrays; the file appears as a whole or not at all. The same arrays give the same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name; names may not repeat.</param>
    /// <param name="metadata">Texts by name.</param>
    /// <exception cref="ArgumentException">Two arrays have the same name, or one is called as the metadata.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NdArray>> arrays, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        // Widest elements first, so that each array is aligned to its elements.
        var ordered = arrays.OrderByDescending(entry => NdArray.SizeOf(entry.Value.Type)).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        if (ordered.DistinctBy(entry => entry.Key, StringComparer.Ordinal).Count() != ordered.Length || ordered.Any(entry => entry.Key == MetadataKey))
        {
            throw new ArgumentException("Arrays need different names, none of them the one kept for metadata.", nameof(arrays));
        }

        var header = Header(ordered, [.. (metadata ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal)]);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            Array.ForEach(ordered, entry => stream.Write(entry.Value.Bytes));
        });
    }

    static SafetensorsContent Read(Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        Span<byte> prefix = stackalloc byte[LengthBytes];
        Fill(handle, prefix, 0);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LongestHeader || (long)headerLength > length - LengthBytes)
        {
            throw new FormatException("the file does not begin with the length of a header that fits into it");
        }

        var header = new byte[headerLength];
        Fill(handle, header, LengthBytes);
        if (header is not [(byte)'{', ..])
        {
            throw new FormatException("the header does not begin with a brace");
        }

        using var document = JsonDocument.Parse(header, new() { MaxDepth = 4, AllowDuplicateProperties = false });
        var entries = document.RootElement.EnumerateObject().Where(item => item.Name != MetadataKey).Select(item => SafetensorsEntry.Read(item.Name, item.Value)).OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToArray();
        var start = LengthBytes + (long)headerLength;
        CheckPositions(entries, length - start);
        return new(entries.ToImmutableDictionary(entry => entry.Name, entry => Load(handle, entry, start)), Metadata(document.RootElement));
    }

    static void CheckPositions(SafetensorsEntry[] entries, long available)
    {
        var position = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != position)
            {
                throw new FormatException($"the array '{SafetensorsEntry.Shown(entry.Name)}' does not begin where the one before it ends");
            }

            position = entry.End;
        }

        if (position != available)
        {
            throw new FormatException($"the arrays take {position} bytes and the file holds {available}");
        }
    }

    static NdArray Load(Microsoft.Win32.SafeHandles.SafeFileHandle handle, SafetensorsEntry entry, long start)
    {
        if (entry.End - entry.Begin > Array.MaxLength)
        {
            throw new FormatException($"the array '{SafetensorsEntry.Shown(entry.Name)}' is larger than 2 GB");
        }

        var bytes = new byte[entry.End - entry.Begin];
        Fill(handle, bytes, start + entry.Begin);
        return new(entry.Type, entry.Shape, bytes);
    }

    static ImmutableDictionary<string, string> Metadata(JsonElement root) => root.TryGetProperty(MetadataKey, out var texts)
        ? texts.ValueKind == JsonValueKind.Object
            ? texts.EnumerateObject().ToImmutableDictionary(item => item.Name, item => item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : throw new FormatException("the metadata hold something else than texts"))
            : throw new FormatException("the metadata are no texts by name")
        : [];

    static void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle handle, Span<byte> target, long position)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(handle, target, position);
            if (read == 0)
            {
                throw new FormatException("the file ends too early");
            }

            target = target[read..];
            position += read;
        }
    }

    static byte[] Header(KeyValuePair<string, NdArray>[] arrays, KeyValuePair<string, string>[] metadata)
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[LengthBytes]);
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            var position = 0L;
            foreach (var (name, array) in arrays)
            {
                WriteEntry(writer, name, array, position);
                position += array.Bytes.Length;
            }

            writer.WriteEndObject();
        }

        while ((stream.Length - LengthBytes) % Alignment != 0)
        {
            stream.WriteByte((byte)' ');
        }

        var header = stream.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - LengthBytes);
        return header;
    }

    static void WriteMetadata(Utf8JsonWriter writer, KeyValuePair<string, string>[] metadata)
    {
        if (metadata.Length == 0)
        {
            return;
        }

        writer.WriteStartObject(MetadataKey);
        Array.ForEach(metadata, entry => writer.WriteString(entry.Key, entry.Value));
        writer.WriteEndObject();
    }

    static void WriteEntry(Utf8JsonWriter writer, string name, NdArray array, long position)
    {
        writer.WriteStartObject(name);
        writer.WriteString("dtype", SafetensorsTypes.NameOf(array.Type));
        writer.WriteStartArray("shape");
        foreach (var size in array.Shape)
        {
            writer.WriteNumberValue(size);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(position);
        writer.WriteNumberValue(position + array.Bytes.Length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
