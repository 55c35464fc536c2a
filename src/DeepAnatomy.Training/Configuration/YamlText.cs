using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Reads YAML (and so JSON) as data: one document, no anchors, no tags, bounded depth and size.</summary>
sealed class YamlText
{
    const int MaximumLength = 1 << 20;
    const int MaximumDepth = 32;
    readonly string file;
    readonly ICollection<SettingsProblem> problems;
    readonly IParser parser;

    YamlText(string text, string file, ICollection<SettingsProblem> problems) =>
        (this.file, this.problems, parser) = (file, problems, new Parser(new Scanner(new StringReader(text), skipComments: true)));

    /// <summary>Reads a text whose root is a map.</summary>
    /// <returns>The root, or null when it cannot be read; then there is a problem.</returns>
    public static MapNode? Parse(string text, string file, ICollection<SettingsProblem> problems)
    {
        if (text.Length > MaximumLength)
        {
            problems.Add(new(file, 0, "", $"the file has {text.Length:#,0} characters; a configuration has at most {MaximumLength:#,0}"));
            return null;
        }

        var node = ParseValue(text, file, problems);
        switch (node)
        {
            case null:
                return null;
            case MapNode map:
                return map;
            case ScalarNode { IsNull: true }:
                return new([], file, 1);
            default:
                problems.Add(new(file, node.Line, "", "the file does not hold keys with values (key: value)"));
                return null;
        }
    }

    /// <summary>Reads any value, such as the right side of an override.</summary>
    public static SettingsNode? ParseValue(string text, string file, ICollection<SettingsProblem> problems)
    {
        try
        {
            return new YamlText(text, file, problems).Document();
        }
        catch (YamlException e)
        {
            problems.Add(new(file, (int)e.Start.Line, "", $"not readable as YAML: {OneLine(e)}"));
            return null;
        }
    }

    static string OneLine(YamlException e) => (e.InnerException?.Message ?? e.Message).ReplaceLineEndings(" ").TrimEnd('.');

    SettingsNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return new ScalarNode("", false, file, 1);
        }

        parser.Consume<DocumentStart>();
        var node = Node(0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "the file holds more than one document");
        }

        return node;
    }

    SettingsNode Node(int depth)
    {
        var start = parser.Current?.Start ?? Mark.Empty;
        if (depth > MaximumDepth)
        {
            throw new YamlException(start, start, $"nested deeper than {MaximumDepth} levels");
        }

        if (parser.Accept<AnchorAlias>(out var alias))
        {
            throw new YamlException(alias.Start, alias.End, "anchors and aliases are not allowed; write the value out, or use 'inherits'");
        }

        if (parser.Current is NodeEvent { } node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && node.Tag.IsLocal)))
        {
            throw new YamlException(node.Start, node.End, "anchors and tags are not allowed; write the value out, or use 'inherits'");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(scalar.Value, scalar.Style is not ScalarStyle.Plain, file, (int)start.Line);
        }

        return parser.Accept<SequenceStart>(out _) ? List(depth, start) : Map(depth, start);
    }

    ListNode List(int depth, Mark start)
    {
        parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<SettingsNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new(items.ToImmutable(), file, (int)start.Line);
    }

    MapNode Map(int depth, Mark start)
    {
        parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var line = (int)key.Start.Line;
            if (entries.Any(e => e.Key == key.Value))
            {
                problems.Add(new(file, line, key.Value, "the key stands here twice; keep one"));
            }

            entries.Add(new(key.Value, Node(depth + 1), line));
        }

        return new(entries.ToImmutable(), file, (int)start.Line);
    }
}
