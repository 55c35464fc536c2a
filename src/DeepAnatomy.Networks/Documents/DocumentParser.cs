using System.Text;
using System.Text.Json;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Parses JSON and keeps the places of all values.</summary>
ref struct DocumentParser
{
    readonly ReadOnlySpan<byte> bytes;
    readonly ProblemList problems;
    Utf8JsonReader reader;
    int line = 1;
    int lineStart;
    int counted;

    DocumentParser(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        this.bytes = bytes;
        this.problems = problems;
        reader = new(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
    }

    /// <summary>The document, or null with a problem when it is not JSON.</summary>
    /// <param name="bytes">UTF-8, a byte order mark is allowed.</param>
    /// <param name="problems">Takes what is wrong: syntax, and fields that stand twice.</param>
    public static DocumentNode? Parse(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        var parser = new DocumentParser(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes, problems);
        try
        {
            parser.reader.Read();
            var root = parser.Value("");
            parser.reader.Read();
            problems.Root = root;
            return root;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var json = error as JsonException;
            problems.Add((int)(json?.LineNumber ?? 0) + 1, (int)(json?.BytePositionInLine ?? 0) + 1, "", $"This is not JSON: {error.Message.Split(" LineNumber:")[0].TrimEnd('.')}.");
            return null;
        }
    }

    DocumentNode Value(string path)
    {
        var (row, column) = Place();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(row, column, path),
            JsonTokenType.StartArray => Array(row, column, path),
            JsonTokenType.String => new(JsonValueKind.String, row, column) { Text = reader.GetString()! },
            JsonTokenType.Number => new(JsonValueKind.Number, row, column) { Text = Encoding.UTF8.GetString(reader.ValueSpan) },
            JsonTokenType.True => new(JsonValueKind.True, row, column) { Text = "true" },
            JsonTokenType.False => new(JsonValueKind.False, row, column) { Text = "false" },
            _ => new(JsonValueKind.Null, row, column) { Text = "null" },
        };
    }

    DocumentNode Object(int row, int column, string path)
    {
        List<DocumentField> fields = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (nameRow, nameColumn) = Place();
            var name = reader.GetString()!;
            reader.Read();
            var inner = path.Length > 0 ? $"{path}.{name}" : name;
            var value = Value(inner);
            if (name.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            if (fields.Any(field => field.Name == name))
            {
                problems.Add(nameRow, nameColumn, inner, "The field stands here for the second time.");
            }

            fields.Add(new(name, nameRow, nameColumn, value));
        }

        return new(JsonValueKind.Object, row, column) { Fields = [.. fields] };
    }

    DocumentNode Array(int row, int column, string path)
    {
        List<DocumentNode> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value($"{path}[{items.Count}]"));
        }

        return new(JsonValueKind.Array, row, column) { Items = [.. items] };
    }

    (int Line, int Column) Place()
    {
        var at = (int)reader.TokenStartIndex;
        for (; counted < at; counted++)
        {
            if (bytes[counted] == '\n')
            {
                line++;
                lineStart = counted + 1;
            }
        }

        return (line, at - lineStart + 1);
    }
}
