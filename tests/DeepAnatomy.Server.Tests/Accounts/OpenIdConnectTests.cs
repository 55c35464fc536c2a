using System.Net;
using System.Security.Cryptography;
using DeepAnatomy.Server.Accounts;
using Microsoft.IdentityModel.Tokens;

namespace DeepAnatomy.Server.Tests.Accounts;

/// <summary>The whole way: from the server to the provider, back with a code, and what the server makes of the token.</summary>
public sealed class OpenIdConnectTests : IAsyncLifetime
{
    static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Faults = new()
    {
        ["for another client"] = token => token.Audience = "somebody else",
        ["of another provider"] = token => token.Issuer = "http://127.0.0.1:1",
        ["for another login"] = token => token.Claims["nonce"] = "a nonce of another login, long ago",
        ["without a nonce"] = token => token.Claims.Remove("nonce"),
        ["that is over"] = token => (token.IssuedAt, token.NotBefore, token.Expires) = (token.IssuedAt - TimeSpan.FromHours(2), token.NotBefore - TimeSpan.FromHours(2), token.Expires - TimeSpan.FromHours(2)),
        ["that does not hold yet"] = token => (token.NotBefore, token.Expires) = (token.NotBefore + TimeSpan.FromHours(1), token.Expires + TimeSpan.FromHours(1)),
        ["signed by somebody else"] = token => token.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "first" }, SecurityAlgorithms.RsaSha256),
        ["signed with a password"] = token => token.SigningCredentials = new(new SymmetricSecurityKey(new byte[32]) { KeyId = "first" }, SecurityAlgorithms.HmacSha256),
        ["that is not signed"] = token => token.SigningCredentials = null,
        ["of nobody"] = token => token.Claims.Remove("sub"),
    };

    IdentityProvider provider = null!;
    RunningServer server = null!;

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    public async Task InitializeAsync()
    {
        provider = await IdentityProvider.StartAsync();
        server = await RunningServer.StartAsync(change: options => options with
        {
            OpenIdConnect = new()
            {
                Authority = provider.Address,
                ClientId = IdentityProvider.ClientId,
                ClientSecret = IdentityProvider.Secret,
                Roles = new() { ["trainers"] = Role.Trainer, ["chiefs"] = Role.Administrator },
            },
        });
        provider.Callback = new Uri(server.Address, "/api/session/oidc/callback").ToString();
        provider.Person = new() { ["sub"] = "4711", ["preferred_username"] = "ada", ["groups"] = new[] { "staff", "trainers" } };
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_back_from_the_provider_is_signed_in_with_the_role_of_the_group()
    {
        var client = server.Nobody();
        Assert.Equal("/", await SignIn(client));
        Assert.Empty(provider.Complaints);
        Assert.Equal(["GET /.well-known/openid-configuration", "GET /keys", "GET /authorize", "POST /token"], provider.Asked);
        var session = await client.JsonAsync("/api/session");
        Assert.Equal((true, "ada", "trainer"), ((bool)session["signedIn"]!, (string)session["name"]!, (string)session["role"]!));
        Assert.Equal(200, await client.GetAsync("/api/runs").StatusAsync());
        Assert.Equal(403, await client.GetAsync("/api/users").StatusAsync());
    }

    [Fact]
    public async Task The_role_follows_the_groups_at_every_login_and_the_account_stays_one()
    {
        var client = server.Nobody();
        await SignIn(client);
        provider.Person["groups"] = new[] { "trainers", "chiefs" };
        // The name may change; the subject is who it is.
        provider.Person["preferred_username"] = "ada lovelace";
        await SignIn(client);
        Assert.Equal("administrator", (string)(await client.JsonAsync("/api/session"))["role"]!);
        Assert.Equal("ada", Assert.Single(server.Part<AccountDirectory>().All).Name);
        provider.Person["groups"] = new[] { "staff" };
        Assert.Equal("/?signIn=refused", await SignIn(server.Nobody()));
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task A_token_is_refused_that_is_not_for_this_login(string fault)
    {
        provider.Spoil = Faults[fault];
        await IsRefused(SignIn);
        // The same without the fault is not.
        provider.Spoil = _ => { };
        Assert.Equal("/", await SignIn(server.Nobody()));
        Assert.Empty(provider.Complaints);
    }

    [Fact]
    public async Task A_code_is_of_no_use_to_another_browser_nor_a_second_time()
    {
        var stolen = await CodeAsync(server.Nobody());
        await IsRefused(async client => await Back(client, stolen));

        var own = server.Nobody();
        var address = await CodeAsync(own);
        await IsRefused(async _ => await Back(own, address.Replace("state=", "state=x", StringComparison.Ordinal)), own);
        Assert.Equal("/", await Back(own, address));
        Assert.Equal("/?signIn=refused", await Back(own, address));
    }

    [Fact]
    public async Task A_person_without_a_role_or_with_the_name_of_somebody_else_or_locked_does_not_come_in()
    {
        provider.Person["groups"] = new[] { "staff" };
        await IsRefused(SignIn);

        provider.Person["groups"] = new[] { "trainers" };
        await server.PersonAsync(Role.Administrator, "ada");
        await IsRefused(SignIn);

        provider.Person["preferred_username"] = "grace";
        Assert.Equal("/", await SignIn(server.Nobody()));
        await server.Part<AccountDirectory>().ChangeAsync(server.Part<AccountDirectory>().All.Single(account => account.Name == "grace").Id, isDisabled: true);
        await IsRefused(SignIn);
    }

    async Task IsRefused(Func<HttpClient, Task<string>> signIn, HttpClient? client = null)
    {
        client ??= server.Nobody();
        Assert.Equal("/?signIn=refused", await signIn(client));
        Assert.False((bool)(await client.JsonAsync("/api/session"))["signedIn"]!);
        Assert.Equal(401, await client.GetAsync("/api/runs").StatusAsync());
    }

    static async Task<string> SignIn(HttpClient client) => await Back(client, await CodeAsync(client));

    // As a browser goes: the server sends it to the provider, and the provider back with a code.
    static async Task<string> CodeAsync(HttpClient client)
    {
        using var asked = await client.GetAsync("/api/session/oidc");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var agreed = await browser.GetAsync(asked.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, agreed.StatusCode);
        return agreed.Headers.Location!.ToString();
    }

    static async Task<string> Back(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }
}
