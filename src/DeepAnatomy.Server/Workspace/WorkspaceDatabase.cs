using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Runs;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Workspace;

/// <summary>The records of the server. Points of curves are not among them; they lie in files.</summary>
sealed class WorkspaceDatabase(DbContextOptions<WorkspaceDatabase> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<RunEntry> Runs => Set<RunEntry>();

    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    public DbSet<FindingMute> Mutes => Set<FindingMute>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(a => a.Id);
            account.HasIndex(a => a.Key).IsUnique();
            account.Property(a => a.Role).HasConversion<string>();
        });
        modelBuilder.Entity<ApiToken>(token =>
        {
            token.ToTable("tokens").HasKey(t => t.Id);
            token.HasIndex(t => t.Hash).IsUnique();
        });
        modelBuilder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit").HasKey(e => e.Id);
            entry.HasIndex(e => e.Time);
        });
        modelBuilder.Entity<RunEntry>(run =>
        {
            run.ToTable("runs").HasKey(r => r.Id);
            run.HasIndex(r => new { r.Owner, r.CreationKey }).IsUnique();
            run.Property(r => r.State).HasConversion<string>();
            run.Property(r => r.Source).HasConversion<string>();
        });
        modelBuilder.Entity<TimelineEntry>(item =>
        {
            item.ToTable("timeline").HasKey(e => e.Id);
            item.HasIndex(e => e.RunId);
        });
        modelBuilder.Entity<FindingMute>().ToTable("mutes").HasKey(m => new { m.RunId, m.Key });
    }
}
