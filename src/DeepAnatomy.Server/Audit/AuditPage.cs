namespace DeepAnatomy.Server.Audit;

/// <summary>A part of the audit log, newest first.</summary>
/// <param name="Entries">The lines.</param>
/// <param name="Before">Where the next older part starts; null when there is none.</param>
sealed record AuditPage(IReadOnlyList<AuditRow> Entries, long? Before);
