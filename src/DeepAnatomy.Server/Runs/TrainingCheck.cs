using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Server.Runs;

/// <summary>Checks the documents of a training as its worker will, without looking into voxels; paths start at the workspace and stay in it, or in the folders the operator allows.</summary>
sealed partial class TrainingCheck(WorkspaceFolder workspace, ServerOptions options)
{
    const string ConfigurationName = "configuration.yaml", ArchitectureName = "architecture.json";

    /// <summary>Checks texts.</summary>
    /// <param name="configuration">YAML.</param>
    /// <param name="architecture">JSON; null for that which the configuration names.</param>
    /// <param name="cancellation">Stops it.</param>
    public CheckedTraining Run(string configuration, string? architecture, CancellationToken cancellation)
    {
        // In the workspace, because paths in a configuration start where it lies.
        var name = Path.Combine(workspace.Root, $".check-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))}");
        var (yaml, json) = (name + ".yaml", name + ".json");
        try
        {
            File.WriteAllText(yaml, configuration, new UTF8Encoding(false));
            if (architecture is not null)
            {
                File.WriteAllText(json, architecture, new UTF8Encoding(false));
            }

            return Checked(yaml, architecture is null ? null : json, cancellation);
        }
        finally
        {
            File.Delete(yaml);
            File.Delete(json);
        }
    }

    CheckedTraining Checked(string yaml, string? json, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var configuration = ConfigurationFile.Read(yaml, [], problems);
        if (IsInherited(problems, yaml))
        {
            return new([new(ConfigurationName, 1, 1, "inherits: a configuration handed to the server stands for itself. Write out the settings it takes over.")], "", 0, 0);
        }

        // Before anything else is said: whether a file outside is there is nobody's business.
        if (Paths(configuration) is { Length: > 0 } outside)
        {
            return new(outside, "", 0, 0);
        }

        var found = problems.Sorted().Select(problem => new TrainingProblem(ConfigurationName, problem.Line, problem.Column, problem.Path.Length > 0 ? $"{problem.Path}: {problem.Message}" : problem.Message))
            .Concat(Architecture(json)).ToImmutableArray();
        if (found.Length == 0)
        {
            found = Together(yaml, json, cancellation);
        }

        return new(found, problems.IsEmpty ? SettingsText.Of(configuration) : "", configuration.Executor.Threads, configuration.Limits.Iterations);
    }

    ImmutableArray<TrainingProblem> Architecture(string? json)
    {
        try
        {
            return json is not null && ArchitectureFile.Read(json) is ModelArchitecture model && !IsAllowed(model.Path)
                ? [new(ArchitectureName, 1, null, Outside("path"))]
                : [];
        }
        catch (InvalidDocumentException error)
        {
            return [.. error.Problems.Select(problem => new TrainingProblem(ArchitectureName, problem.Line, problem.Column, problem.Path.Length > 0 ? $"{problem.Path}: {problem.Message}" : problem.Message))];
        }
    }

    ImmutableArray<TrainingProblem> Paths(TrainingConfiguration configuration)
    {
        (string Field, string? Path)[] named =
        [
            ("data.path", configuration.Data.Path), ("architecture", configuration.Architecture), ("start.weights", configuration.Start.Weights),
            ("data.label_set", configuration.Data.LabelSet.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? configuration.Data.LabelSet : null),
        ];
        return [.. named.Where(one => !string.IsNullOrEmpty(one.Path) && !IsAllowed(one.Path)).Select(one => new TrainingProblem(ConfigurationName, null, null, $"{one.Field}: {Outside(one.Field)}"))];
    }

    ImmutableArray<TrainingProblem> Together(string yaml, string? json, CancellationToken cancellation)
    {
        var reading = SetupReader.Read(new(yaml, [], json, ReadsVoxels: false), null, cancellation);
        return [.. reading.Problems.Select(text => Placed(text, yaml, json))];
    }

    // The reader says a problem in one line: file, line, what is wrong.
    TrainingProblem Placed(string text, string yaml, string? json)
    {
        var match = PlacePattern().Match(text);
        var file = match.Success ? match.Groups["file"].Value : "";
        return file == yaml ? new(ConfigurationName, int.Parse(match.Groups["line"].Value), null, match.Groups["text"].Value)
            : file == json ? new(ArchitectureName, int.Parse(match.Groups["line"].Value), null, match.Groups["text"].Value)
            : new("dataset", null, null, text.Replace(workspace.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    bool IsAllowed(string path)
    {
        var full = Path.GetFullPath(path, workspace.Root);
        return options.DataRoots.Append(workspace.Root).Any(root => full == root || full.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    static string Outside(string field) => $"{field} lies outside of the workspace. Put the data into its folder datasets, or start the server with --data FOLDER.";

    static bool IsInherited(ProblemList problems, string yaml) =>
        problems.Sorted().Any(problem => problem.File.Length > 0 && problem.File != yaml) || (problems.Root is { } root && HasOtherFile(root, yaml));

    static bool HasOtherFile(DocumentNode node, string yaml) =>
        (node.File.Length > 0 && node.File != yaml) || node.Fields.Any(field => HasOtherFile(field.Value, yaml)) || node.Items.Any(item => HasOtherFile(item, yaml));

    [GeneratedRegex(@"^(?<file>/[^:]+):(?<line>\d+): (?<text>.*)$", RegexOptions.Singleline)]
    private static partial Regex PlacePattern();
}
