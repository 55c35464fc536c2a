namespace DeepAnatomy.Server.Accounts;

/// <summary>Names of the ways to say who one is.</summary>
static class Schemes
{
    public const string Choice = "choice", Cookie = "cookie", Token = "token", Demo = "demo", OpenIdConnect = "oidc";
}
