using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Training.Runs;

/// <summary>Reads the lines of a run, also while it is written.</summary>
public static class MetricsReader
{
    /// <summary>Numbers of the sessions in a folder <c>metrics</c>, rising.</summary>
    public static IEnumerable<int> Sessions(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "session-*.jsonl")
            .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file)["session-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0).Order();

    /// <summary>The whole lines of one session; a torn last one, which a crash of the machine can leave, is not among them.</summary>
    /// <exception cref="InvalidDataException">A line before the last is damaged, or a sequence number is missing.</exception>
    public static ImmutableArray<JsonObject> Read(string folder, int session)
    {
        var path = MetricsFile.PathOf(folder, session);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var lines = ImmutableArray.CreateBuilder<JsonObject>();
        foreach (var line in text.Split('\n')[..^1])
        {
            try
            {
                lines.Add(JsonNode.Parse(line)!.AsObject());
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                throw new InvalidDataException($"{path}: line {lines.Count + 1} is damaged. Remove it and all that follow.", error);
            }

            if (lines[^1]["seq"]?.GetValue<long>() != lines.Count)
            {
                throw new InvalidDataException($"{path}: line {lines.Count} does not have the sequence number {lines.Count}.");
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>The points of a run, each step once: a session that starts at an earlier step than the one before ended replaces what that one had beyond.</summary>
    /// <param name="folder">The folder <c>metrics</c> of a run.</param>
    /// <param name="kind"><c>points</c> or <c>epoch</c>.</param>
    public static ImmutableSortedDictionary<long, JsonObject> Series(string folder, string kind)
    {
        var points = ImmutableSortedDictionary.CreateBuilder<long, JsonObject>();
        foreach (var session in Sessions(folder))
        {
            var lines = Read(folder, session);
            var start = lines.FirstOrDefault(line => (string?)line["kind"] == "session")?["start_step"]?.GetValue<long>() ?? 0;
            foreach (var beyond in points.Keys.Where(step => step > start).ToArray())
            {
                points.Remove(beyond);
            }

            foreach (var line in lines)
            {
                // Going back to a checkpoint within a session works like a session of its own.
                if ((string?)line["kind"] == "rollback" && line["step"]?.GetValue<long>() is { } back)
                {
                    points.RemoveRange(points.Keys.Where(step => step > back).ToArray());
                }
                else if ((string?)line["kind"] == kind)
                {
                    points[line["step"]!.GetValue<long>()] = line;
                }
            }
        }

        return points.ToImmutable();
    }
}
