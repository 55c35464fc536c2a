using System.Text.RegularExpressions;

namespace DeepAnatomy.Architecture.Tests;

/// <summary>Conventions that a reader relies on, held for every source file.</summary>
public partial class ConventionTests
{
    static readonly string[] Sources =
        [.. new[] { "src", "tests", "bench" }.SelectMany(folder => Directory.GetFiles(Path.Combine(ReferenceData.ProjectRoot, folder), "*.cs", SearchOption.AllDirectories))];

    [Fact]
    public void No_file_folder_or_type_is_a_catch_all()
    {
        var bad = Sources.Select(Relative).Where(f => CatchAllPath().IsMatch(f))
            .Concat(Sources.Where(f => CatchAllType().IsMatch(File.ReadAllText(f))).Select(Relative));
        Assert.Empty(bad);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var file in Sources.Where(f => Relative(f).StartsWith("src/", StringComparison.Ordinal)))
        {
            var match = NamespaceLine().Match(File.ReadAllText(file));
            if (match.Success)
            {
                var folder = string.Join('.', Relative(file).Split('/')[1..^1]);
                Assert.True(match.Groups[1].Value == folder, $"{Relative(file)} declares {match.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public void No_source_file_speaks_of_a_machine_or_a_tracker()
    {
        var bad = Sources.Where(f => MachineOrTracker().IsMatch(File.ReadAllText(f))).Select(Relative);
        Assert.Empty(bad);
    }

    [Fact]
    public void Every_architecture_decision_has_a_status_and_a_date()
    {
        var decisions = Directory.GetFiles(Path.Combine(ReferenceData.ProjectRoot, "docs", "adr"), "0*.md");
        Assert.NotEmpty(decisions);
        Assert.All(decisions, f => Assert.Matches(@"Status: (accepted|superseded by \d{4}), \d{4}-\d{2}-\d{2}", File.ReadAllText(f)));
    }

    static string Relative(string file) => Path.GetRelativePath(ReferenceData.ProjectRoot, file).Replace('\\', '/');

    [GeneratedRegex(@"(^|/)[A-Za-z.]*(Core|Common|Shared|Helpers?|Utils?|Utilities|Manager|Service)(/|\.cs$)")]
    private static partial Regex CatchAllPath();

    [GeneratedRegex(@"\b(class|struct|record|interface)\s+\w*(Common|Shared|Helpers?|Utils?|Utilities|Manager|Service)\b")]
    private static partial Regex CatchAllType();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"/[w]ork/|/[t]mp/|\bi[s]sue #?\d")]
    private static partial Regex MachineOrTracker();
}
