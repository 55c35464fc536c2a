using System.Diagnostics;

namespace DeepAnatomy.Torch.Tests.NnUnet;

/// <summary>Trained-model folders with PyTorch's outputs, written by Debian's PyTorch; made once for all tests of a class.</summary>
public sealed class ReferenceNetworks : IDisposable
{
    const string Interpreter = "/usr/bin/python3";

    public ReferenceNetworks()
    {
        if (HasTorch)
        {
            Assert.Equal(0, Run(System.IO.Path.Combine(ReferenceData.ProjectRoot, "tests", "DeepAnatomy.Torch.Tests", "NnUnet", "reference_networks.py"), Folder));
        }
    }

    public static bool HasTorch { get; } = File.Exists(Interpreter) && Run("-c", "import torch") == 0;

    public string Folder { get; } = Directory.CreateTempSubdirectory("deepanatomy-test-").FullName;

    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    static int Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test with rows that asks PyTorch; skipped with the reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PyTorchTheoryAttribute : TheoryAttribute
{
    public PyTorchTheoryAttribute() => Skip = ReferenceNetworks.HasTorch ? null : "PyTorch (Debian package python3-torch) is not installed.";
}

/// <summary>A test that asks PyTorch; skipped with the reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PyTorchFactAttribute : FactAttribute
{
    public PyTorchFactAttribute() => Skip = ReferenceNetworks.HasTorch ? null : "PyTorch (Debian package python3-torch) is not installed.";
}
