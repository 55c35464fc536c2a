using System.Security.Cryptography;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Server.Runs;

/// <summary>What there is to know about how a run was made.</summary>
static class RunFacts
{
    public static Fact[] Of(RunEntry entry, RunFolders folders)
    {
        List<Fact> facts = [new("run", "id", entry.Id), new("run", "source", entry.Source.ToString().ToLowerInvariant())];
        Add(facts, "run", "owner", entry.Owner);
        Add(facts, "run", "made from", entry.Origin);
        foreach (var change in entry.Changes.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            facts.Add(new("configuration", "changed later", change));
        }

        if (Record(folders.Of(entry.Id)) is { } record)
        {
            Recorded(facts, record);
        }
        else
        {
            AddHash(facts, "configuration", folders.ConfigurationOf(entry.Id));
            AddHash(facts, "architecture", folders.ArchitectureOf(entry.Id));
        }

        return [.. facts];
    }

    static void Recorded(List<Fact> facts, RunRecord record)
    {
        facts.Add(new("product", "version", record.Version));
        facts.Add(new("product", "command", record.Command));
        facts.Add(new("configuration", "sha-256", record.ConfigurationSha256));
        facts.Add(new("architecture", "sha-256", record.ArchitectureSha256));
        facts.Add(new("dataset", "name", record.Dataset.Name));
        facts.Add(new("dataset", "path", record.Dataset.Path));
        facts.Add(new("dataset", "sha-256", record.Dataset.Sha256));
        Add(facts, "dataset", "label set", record.Dataset.LabelSet);
        facts.Add(new("dataset", "classes", string.Join(", ", record.Dataset.Classes)));
        facts.Add(new("split", "training cases", record.Dataset.Training.Length.ToString()));
        facts.Add(new("split", "validation cases", string.Join(", ", record.Dataset.Validation)));
        if (record.Sessions is [.., var session])
        {
            facts.Add(new("host", "name", session.Host.Name));
            facts.Add(new("host", "system", session.Host.System));
            facts.Add(new("host", "processors", session.Host.Processors.ToString()));
            facts.Add(new("host", "process", session.Host.Process.ToString()));
        }

        if (record.BestDice is { } dice)
        {
            facts.Add(new("result", "best case Dice", $"{dice:0.0000} in epoch {record.BestEpoch}"));
        }
    }

    static RunRecord? Record(string folder)
    {
        try
        {
            return new RunFolder(folder) is { Exists: true } run ? run.Read() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static void Add(List<Fact> facts, string group, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts.Add(new(group, name, value));
        }
    }

    static void AddHash(List<Fact> facts, string group, string file)
    {
        if (File.Exists(file))
        {
            facts.Add(new(group, "sha-256 of the file", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
        }
    }
}
