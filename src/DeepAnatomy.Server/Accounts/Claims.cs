using System.Security.Claims;

namespace DeepAnatomy.Server.Accounts;

/// <summary>What a request knows about who sent it.</summary>
static class Claims
{
    const string Stamp = "stamp";

    public static ClaimsPrincipal Of(Account account, string scheme) => Of(account.Id, account.Name, account.Role, account.Stamp, scheme);

    /// <summary>The person in front of a demonstration on the same machine.</summary>
    public static ClaimsPrincipal Demo() => Of("demo", "demo", Role.Administrator, "", Schemes.Demo);

    public static string? IdOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier);

    public static string NameOf(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true, Name: { } name } ? name : "";

    public static Role? RoleOf(ClaimsPrincipal user) => Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    public static bool IsAtLeast(ClaimsPrincipal user, Role role) => RoleOf(user) >= role;

    /// <summary>Whether a cookie still says the truth about its account.</summary>
    public static bool IsCurrent(ClaimsPrincipal user, Account account) => user.FindFirstValue(Stamp) == account.Stamp;

    static ClaimsPrincipal Of(string id, string name, Role role, string stamp, string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Name, name), new(ClaimTypes.Role, role.ToString()), new(Stamp, stamp)], scheme));
}
