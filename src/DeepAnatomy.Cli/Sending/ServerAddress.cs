namespace DeepAnatomy.Cli.Sending;

/// <summary>A server and how to be known there.</summary>
/// <param name="Url">Its address, ending with a slash.</param>
/// <param name="TokenFile">File with the token, or null.</param>
/// <param name="Variable">The token itself from the environment, or null.</param>
sealed record ServerAddress(Uri Url, string? TokenFile, string? Variable)
{
    /// <summary>Name of the variable of the environment that may hold the token.</summary>
    public const string TokenVariable = "DEEPANATOMY_TOKEN";

    /// <summary>Takes the address from the command line; the token from a file or the environment, never from the command line, where others can see it.</summary>
    /// <exception cref="UsageException">The address is none, or the file is missing.</exception>
    public static ServerAddress Of(string url, string? tokenFile)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new UsageException($"--server {url}: give an address such as https://server:5080, without name and password.");
        }

        if (tokenFile is not null && !File.Exists(tokenFile))
        {
            throw new UsageException($"--token-file {tokenFile}: there is no such file.");
        }

        return new(address, tokenFile, Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? token : null);
    }

    /// <summary>Whether a token would go over the network in the clear.</summary>
    public bool IsOpen => Url.Scheme == "http" && !Url.IsLoopback && (TokenFile ?? Variable) is not null;

    /// <summary>The token as it is now: a file is read again each time, so that it can be renewed while a training runs. Null when there is none.</summary>
    public string? Token()
    {
        try
        {
            return TokenFile is null ? Variable : File.ReadAllText(TokenFile).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
