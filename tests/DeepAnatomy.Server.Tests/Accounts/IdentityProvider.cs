using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DeepAnatomy.Server.Tests.Accounts;

/// <summary>A provider of identities that holds every request against OpenID Connect Core 1.0 and PKCE (RFC 7636), and answers a wrong one as they say.</summary>
sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "deepanatomy", Secret = "a secret of the client";
    readonly WebApplication app;
    readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "first" };
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Address)> codes = new();

    IdentityProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>The only address that people may be sent back to.</summary>
    public string Callback { get; set; } = "";

    /// <summary>What the next token says of the person; null values are left out.</summary>
    public Dictionary<string, object?> Person { get; set; } = [];

    /// <summary>Makes the next tokens wrong.</summary>
    public Action<SecurityTokenDescriptor> Spoil { get; set; } = _ => { };

    /// <summary>Addresses that were asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>What was wrong with requests.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new IdentityProvider(builder.Build());
        provider.app.Use((context, next) =>
        {
            provider.Asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return next(context);
        });
        provider.app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        provider.app.MapGet("/keys", provider.Keys);
        provider.app.MapGet("/authorize", provider.Authorize);
        provider.app.MapPost("/token", provider.TokenAsync);
        await provider.app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    IResult Discovery() => Results.Json(new
    {
        issuer = Address,
        authorization_endpoint = $"{Address}/authorize",
        token_endpoint = $"{Address}/token",
        jwks_uri = $"{Address}/keys",
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        code_challenge_methods_supported = new[] { "S256" },
    });

    IResult Keys()
    {
        var open = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.KeyId });
        return Results.Json(new { keys = new[] { new { kty = open.Kty, use = "sig", alg = "RS256", kid = open.Kid, n = open.N, e = open.E } } });
    }

    IResult Authorize(HttpRequest request)
    {
        string Of(string name) => request.Query[name].ToString();
        Expect(Of("client_id") == ClientId, "authorize: client_id");
        Expect(Of("response_type") == "code", "authorize: response_type");
        Expect(Of("scope").Split(' ').Contains("openid"), "authorize: scope without openid");
        Expect(Of("redirect_uri") == Callback, $"authorize: redirect_uri {Of("redirect_uri")}");
        Expect(Of("state").Length > 20, "authorize: state");
        Expect(Of("nonce").Length > 20, "authorize: nonce");
        Expect(Of("code_challenge_method") == "S256" && Of("code_challenge").Length == 43, "authorize: PKCE");
        Expect(Of("response_mode") is "" or "query", "authorize: response_mode");
        if (!Complaints.IsEmpty)
        {
            return Results.BadRequest();
        }

        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        codes[code] = (Of("nonce"), Of("code_challenge"), Of("redirect_uri"));
        return Results.Redirect($"{Callback}?code={code}&state={Uri.EscapeDataString(Of("state"))}");
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string Of(string name) => form[name].ToString();
        if (!codes.TryRemove(Of("code"), out var known))
        {
            return Refused("invalid_grant");
        }

        Expect(Of("grant_type") == "authorization_code", "token: grant_type");
        Expect(Of("redirect_uri") == known.Address, "token: redirect_uri");
        Expect(Of("client_id") == ClientId && Of("client_secret") == Secret, "token: client");
        Expect(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Of("code_verifier")))) == known.Challenge, "token: code_verifier");
        return Complaints.IsEmpty ? Results.Json(new { access_token = "unused", token_type = "Bearer", expires_in = 300, id_token = IdToken(known.Nonce) }) : Refused("invalid_request");
    }

    string IdToken(string nonce)
    {
        var now = DateTime.UtcNow;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
            Claims = Person.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!),
        };
        token.Claims["nonce"] = nonce;
        Spoil(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    void Expect(bool isSo, string complaint)
    {
        if (!isSo)
        {
            Complaints.Enqueue(complaint);
        }
    }

    static IResult Refused(string error) => Results.Json(new JsonObject { ["error"] = error }, statusCode: StatusCodes.Status400BadRequest);
}
