namespace DeepAnatomy.Server.Hosting;

/// <summary>The server was started in a way that cannot be meant; one line says why.</summary>
sealed class WrongUsageException(string message) : Exception(message);
