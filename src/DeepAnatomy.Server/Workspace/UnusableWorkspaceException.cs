namespace DeepAnatomy.Server.Workspace;

/// <summary>The workspace cannot be used; one line says why and what to do.</summary>
sealed class UnusableWorkspaceException(string message, Exception? inner = null) : Exception(message, inner);
