using System.Xml.Linq;

namespace DeepAnatomy.Architecture.Tests;

/// <summary>Holds the table of <c>docs/architecture.md</c>: which project may know which, and which library has its only home where.</summary>
public class DependencyTableTests
{
    static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["DeepAnatomy.Imaging"] = [],
        ["DeepAnatomy.Annotation"] = ["DeepAnatomy.Imaging"],
        ["DeepAnatomy.Networks"] = [],
        ["DeepAnatomy.Evaluation"] = ["DeepAnatomy.Imaging"],
        ["DeepAnatomy.Sarcopenia"] = ["DeepAnatomy.Imaging", "DeepAnatomy.Evaluation"],
        ["DeepAnatomy.Training"] = ["DeepAnatomy.Imaging", "DeepAnatomy.Networks", "DeepAnatomy.Evaluation"],
        ["DeepAnatomy.Torch"] = ["DeepAnatomy.Imaging", "DeepAnatomy.Networks", "DeepAnatomy.Training"],
        ["DeepAnatomy.Operations"] = [],
        ["DeepAnatomy.Server"] = ["DeepAnatomy.Imaging", "DeepAnatomy.Annotation", "DeepAnatomy.Networks", "DeepAnatomy.Evaluation", "DeepAnatomy.Sarcopenia", "DeepAnatomy.Training", "DeepAnatomy.Operations"],
        ["DeepAnatomy.Cli"] = ["DeepAnatomy.Imaging", "DeepAnatomy.Annotation", "DeepAnatomy.Networks", "DeepAnatomy.Evaluation", "DeepAnatomy.Sarcopenia", "DeepAnatomy.Training", "DeepAnatomy.Torch", "DeepAnatomy.Operations"],
    };

    static readonly Dictionary<string, string[]> OnlyHomes = new()
    {
        ["gdcm-sharp"] = ["DeepAnatomy.Imaging"],
        ["PureHDF"] = ["DeepAnatomy.Networks"],
        ["PDFsharp"] = ["DeepAnatomy.Sarcopenia"],
        ["ScottPlot"] = ["DeepAnatomy.Sarcopenia"],
        ["SkiaSharp"] = ["DeepAnatomy.Sarcopenia"],
        ["YamlDotNet"] = ["DeepAnatomy.Training"],
        ["TorchSharp"] = ["DeepAnatomy.Torch"],
        ["libtorch"] = ["DeepAnatomy.Torch"],
        ["Microsoft.ML.OnnxRuntime"] = ["DeepAnatomy.Torch"],
        ["Microsoft.EntityFrameworkCore"] = ["DeepAnatomy.Server"],
        ["Npgsql"] = ["DeepAnatomy.Server"],
        ["Microsoft.AspNetCore"] = ["DeepAnatomy.Server"],
        ["Parquet.Net"] = ["DeepAnatomy.Operations"],
        ["System.CommandLine"] = ["DeepAnatomy.Cli"],
        ["Spectre.Console"] = ["DeepAnatomy.Cli"],
    };

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_what_the_table_allows(string project)
    {
        Assert.True(MayKnow.ContainsKey(project), $"{project} is not in the table of docs/architecture.md.");
        var known = References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));
        Assert.Empty(known.Except(MayKnow[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_library_is_used_only_in_its_home(string project)
    {
        var used = References(project, "PackageReference").Concat(References(project, "Reference")).Concat(References(project, "FrameworkReference"));
        foreach (var library in used)
        {
            foreach (var (home, projects) in OnlyHomes.Where(h => library.StartsWith(h.Key, StringComparison.OrdinalIgnoreCase)))
            {
                Assert.True(projects.Contains(project), $"{project} uses {library}; the only home of {home} is {string.Join(", ", projects)}.");
            }
        }
    }

    [Fact]
    public void The_judge_does_not_know_the_contestant()
    {
        string[] contestants = ["DeepAnatomy.Annotation", "DeepAnatomy.Networks", "DeepAnatomy.Training", "DeepAnatomy.Torch"];
        foreach (var judge in new[] { "DeepAnatomy.Evaluation", "DeepAnatomy.Sarcopenia" })
        {
            Assert.Empty(Closure(judge).Intersect(contestants));
        }
    }

    [Fact]
    public void Every_project_of_the_source_folder_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(ReferenceData.ProjectRoot, "DeepAnatomy.slnx"));
        foreach (var file in ProjectFiles())
        {
            Assert.Contains($"{Path.GetFileNameWithoutExtension(file)}.csproj", solution);
        }
    }

    static IEnumerable<string> ProjectFiles() => Directory.GetFiles(Path.Combine(ReferenceData.ProjectRoot, "src"), "*.csproj", SearchOption.AllDirectories).Order();

    static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(ProjectFiles().Single(f => Path.GetFileNameWithoutExtension(f) == project)).Descendants(kind).Select(e => e.Attribute("Include")!.Value);

    static HashSet<string> Closure(string project)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([project]);
        while (open.TryPop(out var next))
        {
            foreach (var known in MayKnow[next].Where(seen.Add))
            {
                open.Push(known);
            }
        }

        return seen;
    }
}
