using System.CommandLine;
using DeepAnatomy.Cli.Sending;

namespace DeepAnatomy.Cli.Options;

/// <summary>Options of commands that talk to a server.</summary>
static class ServerOptions
{
    const double UsualWaitSeconds = 20;

    public static Option<string?> Server(bool isRequired = false) => new("--server") { Description = "Address of a server that gets the lines of the run, such as https://server:5080.", HelpName = "URL", Required = isRequired };

    public static Option<string?> TokenFile() => new("--token-file") { Description = $"File with the token for the server (else the variable {ServerAddress.TokenVariable}).", HelpName = "FILE" };

    public static Option<double> Wait() => new("--server-wait") { Description = "How long to wait at the end until the server has everything, s.", DefaultValueFactory = _ => UsualWaitSeconds, HelpName = "SECONDS" };
}
