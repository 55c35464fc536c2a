using System.Reflection;
using System.Security.Cryptography;

namespace DeepAnatomy.Cli;

/// <summary>Version of the product, as every result carries it.</summary>
static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>SHA-256 over name and bytes of the product's own program files, lower-case hex: two runs with the same hash were computed by the same code.</summary>
    public static string CodeSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(IsOwn).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static bool IsOwn(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name == "deepanatomy" || (name.StartsWith("DeepAnatomy.", StringComparison.Ordinal) && !name.EndsWith(".Tests", StringComparison.Ordinal));
    }
}
