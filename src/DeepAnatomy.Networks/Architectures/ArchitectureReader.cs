using System.Text.Json;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Turns the document into an architecture and collects what is wrong.</summary>
sealed class ArchitectureReader(ProblemList problems, string folder)
{
    static readonly string[] General = ["$schema", "schemaVersion", "kind"];

    public Architecture? Read(DocumentNode root)
    {
        if (root.Kind != JsonValueKind.Object)
        {
            problems.Add(root, "", $"An object is expected, not {root.Word}.");
            return null;
        }

        Version(root["schemaVersion"]);
        var kind = KindOf(root);
        string[]? known = kind switch { "template" => ["template", "params"], "graph" => ["network"], "model" => ["path"], _ => null };
        if (known is null)
        {
            return null;
        }

        string[] all = [.. General, .. known];
        foreach (var field in root.Fields.Where(field => !all.Contains(field.Name)))
        {
            problems.Add(field.Line, field.Column, field.Name, $"There is no field '{field.Name}' here; {NearestName.Offer(field.Name, all)}.");
        }

        return kind switch { "template" => Template(root), "graph" => Graph(root), _ => Model(root) };
    }

    void Version(DocumentNode? version)
    {
        if (version is not null && !(version.Kind == JsonValueKind.String && version.Text.StartsWith("1.", StringComparison.Ordinal)))
        {
            problems.Add(version, "schemaVersion", $"{version.Word} is not a version that is known; this is {ArchitectureFile.SchemaVersion}.");
        }
    }

    // The kind may be left out where another field says it.
    string? KindOf(DocumentNode root)
    {
        string[] kinds = ["template", "graph", "model"];
        if (root["kind"] is not { } kind)
        {
            var said = root["template"] is not null ? "template" : root["network"] is not null ? "graph" : root["path"] is not null ? "model" : null;
            if (said is null)
            {
                problems.Add(root, "kind", "The field is missing: template, graph or model.");
            }

            return said;
        }

        if (kind.Kind == JsonValueKind.String && kinds.Contains(kind.Text))
        {
            return kind.Text;
        }

        problems.Add(kind, "kind", $"One of {string.Join(", ", kinds)} is expected, not {kind.Word}; {NearestName.Offer(kind.Text, kinds)}.");
        return null;
    }

    TemplateArchitecture? Template(DocumentNode root)
    {
        string[] ids = [.. ArchitectureTemplates.All.Select(template => template.Defaults.Id)];
        if (Text(root, "template", "the name of a template") is not { } name)
        {
            return null;
        }

        if (ArchitectureTemplates.Find(name) is not { } description)
        {
            problems.Add(root["template"]!, "template", $"There is no template '{name}'; {NearestName.Offer(name, ids)}.");
            return null;
        }

        if (root["params"] is not { } given)
        {
            return new(description.Defaults);
        }

        var before = problems.Count;
        if (new RecordReader(problems).Record(description.Defaults.GetType(), given, "params") is not ArchitectureTemplate template)
        {
            return null;
        }

        // What contradicts itself may do so only because something else could not be read.
        if (problems.Count > before)
        {
            return template.Check().Any() ? null : new(template);
        }

        foreach (var problem in template.Check())
        {
            problems.Add($"params.{problem.Setting}", problem.Message);
        }

        return new(template);
    }

    ModelArchitecture? Model(DocumentNode root)
    {
        if (Text(root, "path", "the path of a model") is not { } text)
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(folder, text));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            problems.Add(root["path"]!, "path", $"There is no file or folder '{path}'.");
        }

        return new(path);
    }

    GraphArchitecture? Graph(DocumentNode root)
    {
        if (root["network"] is not { Kind: JsonValueKind.Object } graph)
        {
            problems.Add(root["network"] ?? root, "network", "The configuration of a model as Keras writes it (config.json) is expected.");
            return null;
        }

        return GraphReading.Read(graph, problems);
    }

    string? Text(DocumentNode root, string name, string what)
    {
        if (root[name] is { Kind: JsonValueKind.String } value)
        {
            return value.Text;
        }

        problems.Add(root[name] ?? root, name, root[name] is { } other ? $"{what} is expected, not {other.Word}." : $"The field is missing: {what}.");
        return null;
    }
}
