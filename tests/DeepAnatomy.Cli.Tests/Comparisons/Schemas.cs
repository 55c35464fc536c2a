namespace DeepAnatomy.Cli.Tests.Comparisons;

/// <summary>Holds JSON to a schema of the folder contracts.</summary>
static class Schemas
{
    public static void Check(string name, string json)
    {
        var errors = NJsonSchema.JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(Folder(), name))).GetAwaiter().GetResult().Validate(json);
        Assert.True(errors.Count == 0, string.Join("; ", errors.Select(e => e.ToString()).Take(3)));
    }

    static string Folder() => Path.Combine(ReferenceData.ProjectRoot, "contracts");
}
