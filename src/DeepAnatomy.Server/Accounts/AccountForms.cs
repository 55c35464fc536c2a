namespace DeepAnatomy.Server.Accounts;

/// <summary>Who is asking, and what there is to do first.</summary>
/// <param name="SignedIn">Whether somebody is signed in.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Demo">Whether this is a demonstration without login.</param>
/// <param name="NeedsSetup">Whether the first administrator is still to be made, with the link on the server's console.</param>
/// <param name="OpenIdConnect">Whether one can sign in at an identity provider: <c>/api/session/oidc</c>.</param>
/// <param name="Version">Version of the product.</param>
/// <param name="Reports">Whether there are reports to read: <c>/reports/index.html</c>.</param>
sealed record SessionInfo(bool SignedIn, string? Name, Role? Role, bool Demo, bool NeedsSetup, bool OpenIdConnect, string Version, bool Reports);

/// <summary>Makes the first administrator.</summary>
sealed record SetupForm(string Token, string Name, string Password);

/// <summary>Signs in.</summary>
sealed record LoginForm(string Name, string Password);

/// <summary>Changes the own password.</summary>
sealed record PasswordForm(string Current, string Next);

/// <summary>A person.</summary>
sealed record UserRow(string Id, string Name, Role Role, bool Disabled, DateTimeOffset Created, bool SignsInElsewhere);

/// <summary>Makes a person.</summary>
sealed record NewUserForm(string Name, string Password, Role Role);

/// <summary>Changes a person; what is null stays.</summary>
sealed record UserChangeForm(Role? Role = null, bool? Disabled = null, string? Password = null);

/// <summary>A token without its secret.</summary>
sealed record TokenRow(string Id, string Name, string Account, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? LastUsed);

/// <summary>Makes a token for a program that acts for the person who makes it.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Days">Days it is good for, 1 to 3650; null for ever.</param>
sealed record NewTokenForm(string Name, int? Days = null);

/// <summary>A token that was just made; shown once.</summary>
sealed record NewToken(string Id, string Token);
