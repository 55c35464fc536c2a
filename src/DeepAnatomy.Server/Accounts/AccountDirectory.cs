using System.Collections.Immutable;
using System.Text;
using DeepAnatomy.Server.Workspace;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Accounts;

/// <summary>All accounts and tokens, read once and kept in memory, so that a request asks no database who it is.</summary>
sealed class AccountDirectory(IDbContextFactory<WorkspaceDatabase> databases, TimeProvider clock) : IDisposable
{
    const int ShortestPassword = 10, LongestPassword = 256, LongestName = 80;
    static readonly TimeSpan UsePace = TimeSpan.FromMinutes(1);
    readonly PasswordHasher<Account> hasher = new();
    readonly SemaphoreSlim writing = new(1, 1);
    readonly string nobodysHash = new PasswordHasher<Account>().HashPassword(null!, Secrets.NewWord());
    ImmutableDictionary<string, Account> accounts = ImmutableDictionary<string, Account>.Empty;
    ImmutableDictionary<string, ApiToken> tokens = ImmutableDictionary<string, ApiToken>.Empty;

    /// <summary>All accounts, oldest first.</summary>
    public IEnumerable<Account> All => accounts.Values.OrderBy(account => account.Created);

    /// <summary>All tokens, oldest first.</summary>
    public IEnumerable<ApiToken> Tokens => tokens.Values.OrderBy(token => token.Created);

    /// <summary>Whether nobody can administer yet.</summary>
    public bool NeedsSetup => !accounts.Values.Any(account => account is { Role: Role.Administrator, IsDisabled: false });

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        accounts = (await database.Accounts.AsNoTracking().ToListAsync(cancellation)).ToImmutableDictionary(account => account.Id);
        tokens = (await database.Tokens.AsNoTracking().ToListAsync(cancellation)).ToImmutableDictionary(token => token.Hash);
    }

    /// <summary>The account of an id that may sign in, or null.</summary>
    public Account? Active(string id) => accounts.TryGetValue(id, out var account) && !account.IsDisabled ? account : null;

    /// <summary>The account a name and password belong to, or null; takes the same time whether the name is known or not.</summary>
    public Account? Check(string name, string password)
    {
        var account = ByName(name);
        var verdict = password.Length > LongestPassword ? PasswordVerificationResult.Failed : hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? nobodysHash, password);
        return account is { IsDisabled: false, PasswordHash: not null } && verdict != PasswordVerificationResult.Failed ? account : null;
    }

    /// <summary>The account a token acts for, or null.</summary>
    public async ValueTask<Account?> CheckTokenAsync(string token)
    {
        if (!tokens.TryGetValue(Secrets.HashOf(token), out var known) || known.Expires <= clock.GetUtcNow())
        {
            return null;
        }

        if (known.LastUsed is null || clock.GetUtcNow() - known.LastUsed > UsePace)
        {
            known.LastUsed = clock.GetUtcNow();
            await using var database = await databases.CreateDbContextAsync();
            await database.Tokens.Where(t => t.Id == known.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsed, known.LastUsed));
        }

        return Active(known.AccountId);
    }

    /// <summary>The account of somebody who signed in elsewhere, disabled or not, or null.</summary>
    public Account? BySubject(string subject) => accounts.Values.FirstOrDefault(account => account.Subject == subject);

    /// <summary>Makes an account.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="password">Its password; null for one that signs in elsewhere.</param>
    /// <param name="subject">Issuer and subject; null for one with a password.</param>
    /// <param name="role">What it may do.</param>
    /// <exception cref="RefusedAccountException">Name or password do not do.</exception>
    public async Task<Account> AddAsync(string name, string? password, string? subject, Role role)
    {
        await writing.WaitAsync();
        try
        {
            var clean = NameOf(name);
            if (ByName(clean) is not null)
            {
                throw new RefusedAccountException($"There is an account named {clean} already.");
            }

            var account = new Account { Id = Secrets.NewId(), Name = clean, Key = KeyOf(clean), Subject = subject, Role = role, Stamp = Secrets.NewId(), Created = clock.GetUtcNow() };
            account.PasswordHash = password is null ? null : Hashed(account, password);
            await using var database = await databases.CreateDbContextAsync();
            database.Accounts.Add(account);
            await database.SaveChangesAsync();
            accounts = accounts.Add(account.Id, account);
            return account;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Changes role, state or password; all cookies of the account become void.</summary>
    /// <returns>The account, or null when there is none of that id.</returns>
    /// <exception cref="RefusedAccountException">The last administrator would go, or the password does not do.</exception>
    public async Task<Account?> ChangeAsync(string id, Role? role = null, bool? isDisabled = null, string? password = null)
    {
        await writing.WaitAsync();
        try
        {
            if (!accounts.TryGetValue(id, out var old))
            {
                return null;
            }

            var changed = new Account { Id = id, Name = old.Name, Key = old.Key, Subject = old.Subject, Role = role ?? old.Role, IsDisabled = isDisabled ?? old.IsDisabled, Stamp = Secrets.NewId(), Created = old.Created, PasswordHash = old.PasswordHash };
            changed.PasswordHash = password is null ? old.PasswordHash : Hashed(changed, password);
            KeepAnAdministrator(old, accounts.SetItem(id, changed));
            await using var database = await databases.CreateDbContextAsync();
            database.Accounts.Update(changed);
            await database.SaveChangesAsync();
            accounts = accounts.SetItem(id, changed);
            return changed;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Removes an account and its tokens.</summary>
    public async Task<bool> RemoveAsync(string id)
    {
        await writing.WaitAsync();
        try
        {
            if (!accounts.TryGetValue(id, out var old))
            {
                return false;
            }

            KeepAnAdministrator(old, accounts.Remove(id));
            await using var database = await databases.CreateDbContextAsync();
            await database.Tokens.Where(token => token.AccountId == id).ExecuteDeleteAsync();
            await database.Accounts.Where(account => account.Id == id).ExecuteDeleteAsync();
            tokens = tokens.RemoveRange(tokens.Where(token => token.Value.AccountId == id).Select(token => token.Key));
            accounts = accounts.Remove(id);
            return true;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Makes a token.</summary>
    /// <returns>The record and the token itself, which is nowhere kept.</returns>
    public async Task<(ApiToken Record, string Token)> AddTokenAsync(string accountId, string name, DateTimeOffset? expires)
    {
        var token = Secrets.NewToken();
        var record = new ApiToken { Id = Secrets.NewId(), AccountId = accountId, Name = NameOf(name), Hash = Secrets.HashOf(token), Created = clock.GetUtcNow(), Expires = expires };
        await using var database = await databases.CreateDbContextAsync();
        database.Tokens.Add(record);
        await database.SaveChangesAsync();
        ImmutableInterlocked.TryAdd(ref tokens, record.Hash, record);
        return (record, token);
    }

    /// <summary>Makes a token void.</summary>
    public async Task RemoveTokenAsync(ApiToken token)
    {
        ImmutableInterlocked.TryRemove(ref tokens, token.Hash, out _);
        await using var database = await databases.CreateDbContextAsync();
        await database.Tokens.Where(t => t.Id == token.Id).ExecuteDeleteAsync();
    }

    public void Dispose() => writing.Dispose();

    Account? ByName(string name) => KeyOf(name) is var key ? accounts.Values.FirstOrDefault(account => account.Key == key) : null;

    string Hashed(Account account, string password) => password.Length is >= ShortestPassword and <= LongestPassword
        ? hasher.HashPassword(account, password)
        : throw new RefusedAccountException($"A password has {ShortestPassword} to {LongestPassword} characters.");

    static string NameOf(string name)
    {
        var clean = name.Trim().Normalize(NormalizationForm.FormKC);
        return clean.Length is > 0 and <= LongestName && !clean.Any(char.IsControl)
            ? clean
            : throw new RefusedAccountException($"A name has 1 to {LongestName} characters and no control characters.");
    }

    static string KeyOf(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    static void KeepAnAdministrator(Account old, ImmutableDictionary<string, Account> after)
    {
        if (old is { Role: Role.Administrator, IsDisabled: false } && !after.Values.Any(account => account is { Role: Role.Administrator, IsDisabled: false }))
        {
            throw new RefusedAccountException("The last administrator must stay one. Make another account administrator first.");
        }
    }
}
