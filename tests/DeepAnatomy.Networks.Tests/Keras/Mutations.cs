using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Tests.Keras;

/// <summary>Damages files in ways that accidents and attackers do.</summary>
/// <param name="random">The chance.</param>
sealed class Mutations(Random random)
{
    /// <summary>Damages a file as it lies there, or, for an archive, one of its members, packed again without fault.</summary>
    public byte[] Mutate(byte[] file)
    {
        if (file.AsSpan().StartsWith("PK"u8) && random.Next(4) > 0)
        {
            return Repacked(file);
        }

        return file[0] == '{' ? Json(file) : Bytes(file);
    }

    byte[] Repacked(byte[] file)
    {
        using var source = new ZipArchive(new MemoryStream(file));
        using var target = new MemoryStream();
        var chosen = random.Next(5) switch { 0 => "metadata.json", 1 or 2 => "config.json", _ => "model.weights.h5" };
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                {
                    stream.CopyTo(content);
                }

                var bytes = content.ToArray();
                using var written = archive.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                written.Write(entry.FullName != chosen ? bytes : chosen.EndsWith(".json", StringComparison.Ordinal) ? Json(bytes) : Bytes(bytes));
            }
        }

        return target.ToArray();
    }

    byte[] Json(byte[] text)
    {
        if (random.Next(8) == 0 || JsonNode.Parse(text) is not { } root)
        {
            return Bytes(text);
        }

        for (var count = random.Next(1, 4); count > 0; count--)
        {
            List<JsonNode> nodes = [];
            Collect(root, nodes);
            Change(nodes[random.Next(nodes.Count)]);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    static void Collect(JsonNode node, List<JsonNode> nodes)
    {
        nodes.Add(node);
        foreach (var child in node switch { JsonObject map => map.Select(item => item.Value), JsonArray list => list, _ => [] })
        {
            if (child is not null)
            {
                Collect(child, nodes);
            }
        }
    }

    void Change(JsonNode node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                var key = map.ElementAt(random.Next(map.Count)).Key;
                if (random.Next(3) == 0)
                {
                    map.Remove(key);
                }
                else
                {
                    map[random.Next(3) == 0 ? key + "s" : key] = Value(map[key]);
                }

                break;
            case JsonArray { Count: > 0 } list:
                var index = random.Next(list.Count);
                switch (random.Next(3))
                {
                    case 0:
                        list.RemoveAt(index);
                        break;
                    case 1:
                        list.Add(list[index]?.DeepClone());
                        break;
                    default:
                        list[index] = Value(list[index]);
                        break;
                }

                break;
        }
    }

    JsonNode? Value(JsonNode? old) => random.Next(14) switch
    {
        0 => null,
        1 => random.Next(-3, 70000),
        2 => long.MaxValue,
        3 => -1,
        4 => 1e300,
        5 => "text",
        6 => "../../x/y",
        7 => true,
        8 => new JsonArray(1, 2, 3),
        9 => new JsonObject { ["class_name"] = "Lambda", ["config"] = new JsonObject() },
        10 => new JsonArray(old?.DeepClone(), old?.DeepClone()),
        11 => new JsonObject { ["class_name"] = "__keras_tensor__", ["config"] = new JsonObject { ["keras_history"] = new JsonArray("x", random.Next(4), random.Next(3)) } },
        12 => int.MaxValue,
        _ => 0,
    };

    byte[] Bytes(byte[] original)
    {
        var bytes = (byte[])original.Clone();
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1 or 2:
                for (var count = random.Next(1, 12); count > 0; count--)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                break;
            case 3 when bytes.Length > 8:
                for (var count = random.Next(1, 4); count > 0; count--)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(random.Next((bytes.Length - 8) / 8) * 8), Number(bytes.Length));
                }

                break;
            case 4:
                var (from, to, length) = (random.Next(bytes.Length), random.Next(bytes.Length), random.Next(1, 600));
                length = Math.Min(length, bytes.Length - Math.Max(from, to));
                original.AsSpan(from, length).CopyTo(bytes.AsSpan(to));
                break;
            default:
                var start = random.Next(bytes.Length);
                bytes.AsSpan(start, Math.Min(random.Next(1, 64), bytes.Length - start)).Fill((byte)(random.Next(2) * 255));
                break;
        }

        return bytes;
    }

    ulong Number(int length) => random.Next(6) switch
    {
        0 => ulong.MaxValue,
        1 => int.MaxValue,
        2 => (ulong)random.Next(length),
        3 => (ulong)(random.Next(length) / 8 * 8),
        4 => (ulong)random.Next(),
        _ => (ulong)random.NextInt64(),
    };
}
