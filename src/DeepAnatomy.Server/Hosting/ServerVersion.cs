using System.Reflection;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Version of the product.</summary>
static class ServerVersion
{
    public static string Text { get; } = typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
