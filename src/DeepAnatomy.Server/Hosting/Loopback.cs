using System.Net;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Addresses that only this machine reaches.</summary>
static class Loopback
{
    /// <summary>Whether all addresses are of this machine.</summary>
    public static bool IsOnly(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .All(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && IsHost(address.IdnHost));

    /// <summary>Whether a name is that of this machine for itself.</summary>
    public static bool IsHost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
