using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DeepAnatomy.Server.Accounts;

/// <summary>Programs: <c>Authorization: Bearer da_…</c>.</summary>
sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccountDirectory accounts) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var account = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? await accounts.CheckTokenAsync(header[Prefix.Length..].Trim()) : null;
        return account is null ? AuthenticateResult.Fail("The token is not known, or it has expired.") : AuthenticateResult.Success(new(Claims.Of(account, Schemes.Token), Schemes.Token));
    }
}
