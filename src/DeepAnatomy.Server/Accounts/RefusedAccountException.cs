namespace DeepAnatomy.Server.Accounts;

/// <summary>An account cannot be made or changed like that; says why.</summary>
sealed class RefusedAccountException(string message) : Exception(message);
