using System.Globalization;
using System.Text.Json;
using DeepAnatomy.Networks.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Reads YAML (and so JSON) as data: one document, no anchors, no tags, bounded depth and size.</summary>
sealed class YamlDocument
{
    const int MaximumLength = 1 << 20;
    const int MaximumDepth = 32;
    readonly string file;
    readonly ProblemList problems;
    readonly IParser parser;

    YamlDocument(string text, string file, ProblemList problems) =>
        (this.file, this.problems, parser) = (file, problems, new Parser(new Scanner(new StringReader(text), skipComments: true)));

    /// <summary>Reads a text whose root has fields.</summary>
    /// <returns>The root, or null when it cannot be read; then there is a problem.</returns>
    public static DocumentNode? ParseFields(string text, string file, ProblemList problems)
    {
        if (text.Length > MaximumLength)
        {
            problems.Add(1, 1, "", $"The file has {text.Length:#,0} characters; a configuration has at most {MaximumLength:#,0}.", file);
            return null;
        }

        var root = Parse(text, file, problems);
        switch (root?.Kind)
        {
            case null or JsonValueKind.Object:
                return root;
            case JsonValueKind.Null:
                return root with { Kind = JsonValueKind.Object };
            default:
                problems.Add(root, "", $"Fields with values (name: value) are expected, not {root.Word}.");
                return null;
        }
    }

    /// <summary>Reads any value, such as the right side of an override.</summary>
    public static DocumentNode? Parse(string text, string file, ProblemList problems)
    {
        try
        {
            return new YamlDocument(text, file, problems).Document();
        }
        catch (YamlException error)
        {
            problems.Add((int)error.Start.Line, (int)error.Start.Column, "", $"This is not YAML: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", file);
            return null;
        }
    }

    DocumentNode Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return new(JsonValueKind.Null, 1, 1) { File = file };
        }

        parser.Consume<DocumentStart>();
        var root = Value("", 0);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? root : throw Refused("there is more than one document");
    }

    DocumentNode Value(string path, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Refused($"it is nested deeper than {MaximumDepth} levels");
        }

        if (parser.Accept<AnchorAlias>(out _) || (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && node.Tag.IsLocal))))
        {
            throw Refused("anchors, aliases and tags are not allowed; write the value out, or use 'inherits'");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return Scalar(scalar);
        }

        return parser.Accept<SequenceStart>(out _) ? List(path, depth) : Fields(path, depth);
    }

    DocumentNode Scalar(Scalar scalar)
    {
        var isPlain = scalar.Style is ScalarStyle.Plain;
        var kind = isPlain ? KindOf(scalar.Value) : JsonValueKind.String;
        return new(kind, (int)scalar.Start.Line, (int)scalar.Start.Column) { Text = scalar.Value, File = file, IsPlain = isPlain && kind is not JsonValueKind.Null };
    }

    static JsonValueKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => JsonValueKind.Null,
        "true" or "True" or "TRUE" => JsonValueKind.True,
        "false" or "False" or "FALSE" => JsonValueKind.False,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValueKind.Number : JsonValueKind.String,
    };

    DocumentNode List(string path, int depth)
    {
        var start = parser.Consume<SequenceStart>().Start;
        List<DocumentNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value($"{path}[{items.Count}]", depth + 1));
        }

        return new(JsonValueKind.Array, (int)start.Line, (int)start.Column) { Items = [.. items], File = file };
    }

    DocumentNode Fields(string path, int depth)
    {
        var start = parser.Consume<MappingStart>().Start;
        List<DocumentField> fields = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.TryConsume<Scalar>(out var scalar) ? scalar : throw Refused("the name of a field must be a word");
            var (line, column, inner) = ((int)name.Start.Line, (int)name.Start.Column, path.Length > 0 ? $"{path}.{name.Value}" : name.Value);
            if (fields.Any(field => field.Name == name.Value))
            {
                problems.Add(line, column, inner, "The field stands here for the second time.", file);
            }

            fields.Add(new(name.Value, line, column, Value(inner, depth + 1)));
        }

        return new(JsonValueKind.Object, (int)start.Line, (int)start.Column) { Fields = [.. fields], File = file };
    }

    YamlException Refused(string why) => new(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, why);
}
