namespace DeepAnatomy.Server.Audit;

/// <summary>One line of the audit log.</summary>
sealed record AuditRow(long Id, DateTimeOffset Time, string Account, string Action, string Target, int Status, string Address);
