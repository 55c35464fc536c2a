namespace DeepAnatomy.Server.Hosting;

/// <summary>How the server is.</summary>
/// <param name="Status"><c>healthy</c> or <c>ready</c>.</param>
sealed record HealthReport(string Status);
