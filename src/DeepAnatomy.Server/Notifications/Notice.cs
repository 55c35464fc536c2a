namespace DeepAnatomy.Server.Notifications;

/// <summary>What people are told; the body of a webhook.</summary>
/// <param name="Kind"><c>state</c> or <c>finding</c>.</param>
/// <param name="Run">The run.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How it stands.</param>
/// <param name="Text">What happened.</param>
/// <param name="Time">When.</param>
/// <param name="Link">Address of its page; null when the operator does not say how people reach the server.</param>
sealed record Notice(string Kind, string Run, string Name, string State, string Text, DateTimeOffset Time, string? Link);
