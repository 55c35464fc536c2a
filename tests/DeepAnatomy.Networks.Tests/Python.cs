using System.Diagnostics;

namespace DeepAnatomy.Networks.Tests;

/// <summary>Runs scripts with Debian's Python, NumPy and h5py as an independent witness.</summary>
static class Python
{
    const string Interpreter = "/usr/bin/python3";

    public static bool HasH5py { get; } = File.Exists(Interpreter) && Start("import numpy, h5py", []).ExitCode == 0;

    /// <summary>What the script prints.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Become <c>sys.argv[1:]</c>.</param>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, errors) = Start(script, arguments);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    static (int ExitCode, string Output, string Errors) Start(string script, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

/// <summary>A test that asks NumPy or h5py; skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = Python.HasH5py ? null : "NumPy and h5py (Debian package python3-h5py) are not installed.";
}

/// <summary>A test with rows that asks NumPy or h5py; skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = Python.HasH5py ? null : "NumPy and h5py (Debian package python3-h5py) are not installed.";
}

/// <summary>A test that compares reference data with h5py; skipped with the reason where either is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PythonReferenceDataTheoryAttribute : TheoryAttribute
{
    public PythonReferenceDataTheoryAttribute() =>
        Skip = !ReferenceData.IsPresent ? $"The reference data are not at {ReferenceData.Folder}." : Python.HasH5py ? null : "NumPy and h5py (Debian package python3-h5py) are not installed.";
}
