namespace DeepAnatomy.Cli.Sending;

/// <summary>A server did not take what was sent.</summary>
/// <param name="Reason">Why, without a full stop.</param>
/// <param name="IsFinal">Whether trying again is of no use.</param>
sealed class SendingException(string Reason, bool IsFinal) : Exception(Reason)
{
    /// <summary>Whether trying again is of no use.</summary>
    public bool IsFinal { get; } = IsFinal;

    /// <summary>When the server wants to be asked again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
