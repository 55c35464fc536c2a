using System.Runtime.CompilerServices;
using Xunit;

namespace DeepAnatomy.Tests;

/// <summary>Real scans and golden values that lie beside the project (never inside it).</summary>
static class ReferenceData
{
    public static string ProjectRoot { get; } = FindRoot();

    public static string Folder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(ProjectRoot, "..", "shared", "data"));

    public static bool IsPresent => Directory.Exists(Folder);

    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    static string FindRoot([CallerFilePath] string thisFile = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, ".."));
}

/// <summary>A test that needs the reference data; skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ReferenceDataFactAttribute : FactAttribute
{
    public ReferenceDataFactAttribute()
    {
        if (!ReferenceData.IsPresent)
        {
            Skip = $"The reference data are not at {ReferenceData.Folder}.";
        }
    }
}

/// <summary>A test with rows that needs the reference data; skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ReferenceDataTheoryAttribute : TheoryAttribute
{
    public ReferenceDataTheoryAttribute()
    {
        if (!ReferenceData.IsPresent)
        {
            Skip = $"The reference data are not at {ReferenceData.Folder}.";
        }
    }
}
