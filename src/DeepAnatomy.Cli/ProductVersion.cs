using System.Reflection;

namespace DeepAnatomy.Cli;

/// <summary>Version of the product, as every result carries it.</summary>
static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
