namespace DeepAnatomy.Torch.Tests;

/// <summary>A folder for one test that is gone afterwards.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("deepanatomy-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
