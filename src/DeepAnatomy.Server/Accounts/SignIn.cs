using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;

namespace DeepAnatomy.Server.Accounts;

/// <summary>Sets up who may do what: cookies for people, tokens for programs, OpenID Connect by configuration, and no login in a demonstration.</summary>
static class SignIn
{
    static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    public static void Add(IServiceCollection parts, OpenIdConnectSettings openId, bool isDemo)
    {
        var ways = parts.AddAuthentication(Schemes.Choice)
            .AddPolicyScheme(Schemes.Choice, null, choice => choice.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString().StartsWith(TokenHandler.Prefix, StringComparison.OrdinalIgnoreCase) ? Schemes.Token : isDemo ? Schemes.Demo : Schemes.Cookie)
            .AddCookie(Schemes.Cookie, Cookie)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(Schemes.Token, null)
            .AddScheme<AuthenticationSchemeOptions, DemoHandler>(Schemes.Demo, null);
        if (openId.IsOn)
        {
            ways.AddOpenIdConnect(Schemes.OpenIdConnect, options => OpenIdConnect(options, openId));
        }

        parts.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            foreach (var role in Enum.GetValues<Role>())
            {
                options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Claims.IsAtLeast(context.User, role)));
            }
        });
    }

    static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "deepanatomy";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context => Answer(context.Response, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = async context =>
        {
            var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountDirectory>();
            if (Claims.IdOf(context.Principal!) is not { } id || accounts.Active(id) is not { } account || !Claims.IsCurrent(context.Principal!, account))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(Schemes.Cookie);
            }
        };
    }

    static void OpenIdConnect(OpenIdConnectOptions options, OpenIdConnectSettings settings)
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (settings.Authority, settings.ClientId, settings.ClientSecret);
        options.SignInScheme = Schemes.Cookie;
        options.ResponseType = "code";
        // The way back is a link, not a form: its cookies need not be sent along with forms of other sites, which browsers allow behind HTTPS only.
        options.ResponseMode = "query";
        foreach (var cookie in new[] { options.NonceCookie, options.CorrelationCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.CallbackPath = "/api/session/oidc/callback";
        options.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
        options.Events.OnTokenValidated = async context =>
        {
            // The standard lets a token pass unsigned that comes from the provider itself; nothing is lost by asking for more.
            if (context.SecurityToken.RawSignature is not { Length: > 0 })
            {
                context.Fail("The token is not signed.");
                return;
            }

            var account = await PersonOf(context.Principal!, settings, context.HttpContext.RequestServices.GetRequiredService<AccountDirectory>());
            if (account is null)
            {
                context.Fail("This person has no role here.");
                return;
            }

            context.Principal = Claims.Of(account, Schemes.Cookie);
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/?signIn=refused");
            return Task.CompletedTask;
        };
    }

    static async Task<Account?> PersonOf(ClaimsPrincipal person, OpenIdConnectSettings settings, AccountDirectory accounts)
    {
        var role = person.FindAll(settings.RoleClaim).Select(claim => settings.Roles.TryGetValue(claim.Value, out var known) ? (Role?)known : null).Max() ?? settings.DefaultRole;
        if (role is not { } may || person.FindFirstValue("sub") is not { } subject)
        {
            return null;
        }

        var key = $"{settings.Authority} {subject}";
        var account = accounts.BySubject(key) ?? await accounts.AddAsync(person.FindFirstValue("preferred_username") ?? person.FindFirstValue("email") ?? subject, null, key, may);
        return account.IsDisabled ? null : account.Role == may ? account : await accounts.ChangeAsync(account.Id, may);
    }

    static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
