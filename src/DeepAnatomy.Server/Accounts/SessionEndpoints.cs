using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Site;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Accounts;

/// <summary>Signing in and out.</summary>
static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");
        session.MapGet("", Info).AllowAnonymous().WithSummary("Who is signed in.");
        session.MapPost("", Login).AllowAnonymous().Audited("session.login").WithSummary("Signs in with name and password; sets the cookie.");
        session.MapDelete("", (Delegate)Logout).AllowAnonymous().Audited("session.logout").WithSummary("Signs out.");
        session.MapPost("/password", Password).For(Role.Viewer).Audited("session.password").WithSummary("Changes the own password; signs out everywhere else.");
        session.MapGet("/oidc", OpenId).AllowAnonymous().ExcludeFromDescription();
        api.MapPost("/setup", Setup).AllowAnonymous().Audited("setup").WithTags("Session").WithSummary("Makes the first administrator with the one-time word of the console.");
    }

    static SessionInfo Info(HttpContext context, AccountDirectory accounts, ServerOptions options)
    {
        var role = Claims.RoleOf(context.User);
        return new(role is not null, role is null ? null : Claims.NameOf(context.User), role, options.IsDemo, !options.IsDemo && accounts.NeedsSetup, options.OpenIdConnect.IsOn, ServerVersion.Text, ReportEndpoints.AreIn(options.Reports));
    }

    static async Task<Results<Ok<SessionInfo>, ProblemHttpResult>> Login(LoginForm form, HttpContext context, AccountDirectory accounts, LoginLimiter limiter, ServerOptions options)
    {
        context.Items[typeof(AuditEntry)] = form.Name;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limiter.Wait(form.Name, address) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
            return Refusals.Of(StatusCodes.Status429TooManyRequests, "Too many tries", $"Too many tries failed. Try again in {Math.Ceiling(wait.TotalMinutes):0} minutes.");
        }

        if (accounts.Check(form.Name, form.Password) is not { } account)
        {
            limiter.Failed(form.Name, address);
            return Refusals.Of(StatusCodes.Status401Unauthorized, "Not signed in", "Name or password is wrong.");
        }

        limiter.Succeeded(form.Name);
        return TypedResults.Ok(await Entered(context, account, options));
    }

    static async Task<NoContent> Logout(HttpContext context)
    {
        await context.SignOutAsync(Schemes.Cookie);
        return TypedResults.NoContent();
    }

    static async Task<Results<Ok<SessionInfo>, ProblemHttpResult>> Setup(SetupForm form, HttpContext context, AccountDirectory accounts, SetupLink link, LoginLimiter limiter, ServerOptions options)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limiter.Wait("setup", address) is not null)
        {
            return Refusals.Of(StatusCodes.Status429TooManyRequests, "Too many tries", "Too many tries failed. Try again in some minutes.");
        }

        if (!accounts.NeedsSetup || !link.Use(form.Token))
        {
            limiter.Failed("setup", address);
            return Refusals.Of(StatusCodes.Status403Forbidden, "Not set up", "The link is not valid, or was used already. The server's console shows it at every start until there is an administrator.");
        }

        try
        {
            return TypedResults.Ok(await Entered(context, await accounts.AddAsync(form.Name, form.Password, null, Role.Administrator), options));
        }
        catch (RefusedAccountException error)
        {
            link.Restore(form.Token);
            return Refusals.Invalid(error.Message);
        }
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Password(PasswordForm form, HttpContext context, AccountDirectory accounts, LoginLimiter limiter)
    {
        var name = Claims.NameOf(context.User);
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limiter.Wait(name, address) is not null)
        {
            return Refusals.Of(StatusCodes.Status429TooManyRequests, "Too many tries", "Too many tries failed. Try again in some minutes.");
        }

        if (accounts.Check(name, form.Current) is not { } account || account.Id != Claims.IdOf(context.User))
        {
            limiter.Failed(name, address);
            return Refusals.Of(StatusCodes.Status403Forbidden, "Not changed", "The present password is wrong.");
        }

        try
        {
            var changed = await accounts.ChangeAsync(account.Id, password: form.Next);
            await context.SignInAsync(Schemes.Cookie, Claims.Of(changed!, Schemes.Cookie));
            return TypedResults.NoContent();
        }
        catch (RefusedAccountException error)
        {
            return Refusals.Invalid(error.Message);
        }
    }

    static Results<ChallengeHttpResult, ProblemHttpResult> OpenId(ServerOptions options) => options.OpenIdConnect.IsOn
        ? TypedResults.Challenge(new() { RedirectUri = "/" }, [Schemes.OpenIdConnect])
        : Refusals.NotFound("identity provider; it is set up in server.json");

    static async Task<SessionInfo> Entered(HttpContext context, Account account, ServerOptions options)
    {
        await context.SignInAsync(Schemes.Cookie, Claims.Of(account, Schemes.Cookie), new() { IsPersistent = false });
        return new(true, account.Name, account.Role, options.IsDemo, false, options.OpenIdConnect.IsOn, ServerVersion.Text, ReportEndpoints.AreIn(options.Reports));
    }
}
