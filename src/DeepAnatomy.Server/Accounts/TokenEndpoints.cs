using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Accounts;

/// <summary>Tokens: everybody their own, administrators all.</summary>
static class TokenEndpoints
{
    const int MostDays = 3650;

    public static void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens").For(Role.Viewer);
        tokens.MapGet("", All).WithSummary("The own tokens; an administrator sees all.");
        tokens.MapPost("", Add).Audited("token.add").WithSummary("Makes a token that acts for the one who makes it; shown once.");
        tokens.MapDelete("/{id}", Remove).Audited("token.remove").WithSummary("Makes a token void.");
    }

    static TokenRow[] All(HttpContext context, AccountDirectory accounts) =>
        [.. accounts.Tokens.Where(token => IsFor(context, token)).Select(token => new TokenRow(token.Id, token.Name, accounts.Active(token.AccountId)?.Name ?? "", token.Created, token.Expires, token.LastUsed))];

    static async Task<Results<Created<NewToken>, ProblemHttpResult>> Add(NewTokenForm form, HttpContext context, AccountDirectory accounts, TimeProvider clock)
    {
        context.Items[typeof(AuditEntry)] = form.Name;
        if (form.Days is < 1 or > MostDays)
        {
            return Refusals.Invalid($"days: 1 to {MostDays}, or nothing for ever.");
        }

        if (accounts.Active(Claims.IdOf(context.User)!) is not { } account)
        {
            return Refusals.Invalid("A demonstration has no accounts, and so no tokens.");
        }

        try
        {
            var (record, token) = await accounts.AddTokenAsync(account.Id, form.Name, form.Days is { } days ? clock.GetUtcNow().AddDays(days) : null);
            return TypedResults.Created($"/api/tokens/{record.Id}", new NewToken(record.Id, token));
        }
        catch (RefusedAccountException error)
        {
            return Refusals.Invalid(error.Message);
        }
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Remove(string id, HttpContext context, AccountDirectory accounts)
    {
        // Somebody else's token is as unknown as one that does not exist.
        if (accounts.Tokens.FirstOrDefault(token => token.Id == id && IsFor(context, token)) is not { } found)
        {
            return Refusals.NotFound("token of that id");
        }

        await accounts.RemoveTokenAsync(found);
        return TypedResults.NoContent();
    }

    static bool IsFor(HttpContext context, ApiToken token) => Claims.IsAtLeast(context.User, Role.Administrator) || token.AccountId == Claims.IdOf(context.User);
}
