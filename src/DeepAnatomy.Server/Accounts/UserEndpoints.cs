using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Accounts;

/// <summary>People, by administrators.</summary>
static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users").For(Role.Administrator);
        users.MapGet("", (AccountDirectory accounts) => accounts.All.Select(Row).ToArray()).Audited("users.read").WithSummary("All people.");
        users.MapPost("", Add).Audited("user.add").WithSummary("Makes a person.");
        users.MapPatch("/{id}", Change).Audited("user.change").WithSummary("Changes role, state or password; signs the person out.");
        users.MapDelete("/{id}", Remove).Audited("user.remove").WithSummary("Removes a person with their tokens.");
    }

    static async Task<Results<Created<UserRow>, ProblemHttpResult>> Add(NewUserForm form, HttpContext context, AccountDirectory accounts)
    {
        context.Items[typeof(AuditEntry)] = $"{form.Name} {form.Role}";
        try
        {
            var account = await accounts.AddAsync(form.Name, form.Password, null, form.Role);
            return TypedResults.Created($"/api/users/{account.Id}", Row(account));
        }
        catch (RefusedAccountException error)
        {
            return Refusals.Invalid(error.Message);
        }
    }

    static async Task<Results<Ok<UserRow>, ProblemHttpResult>> Change(string id, UserChangeForm form, HttpContext context, AccountDirectory accounts)
    {
        context.Items[typeof(AuditEntry)] = $"{form.Role} {(form.Disabled is { } off ? off ? "disabled" : "enabled" : "")} {(form.Password is null ? "" : "password")}".Trim();
        try
        {
            return await accounts.ChangeAsync(id, form.Role, form.Disabled, form.Password) is { } account ? TypedResults.Ok(Row(account)) : Refusals.NotFound("person of that id");
        }
        catch (RefusedAccountException error)
        {
            return Refusals.Invalid(error.Message);
        }
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Remove(string id, AccountDirectory accounts)
    {
        try
        {
            return await accounts.RemoveAsync(id) ? TypedResults.NoContent() : Refusals.NotFound("person of that id");
        }
        catch (RefusedAccountException error)
        {
            return Refusals.Invalid(error.Message);
        }
    }

    static UserRow Row(Account account) => new(account.Id, account.Name, account.Role, account.IsDisabled, account.Created, account.Subject is not null);
}
