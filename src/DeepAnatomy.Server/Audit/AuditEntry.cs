namespace DeepAnatomy.Server.Audit;

/// <summary>Who read or changed what, when, from where, and whether it was allowed.</summary>
sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary>Name of the account; empty for somebody not signed in.</summary>
    public required string Account { get; init; }

    /// <summary>What was done, such as <c>run.stop</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what, such as the id of a run.</summary>
    public required string Target { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; init; }

    /// <summary>Address of the other side.</summary>
    public required string Address { get; init; }
}
