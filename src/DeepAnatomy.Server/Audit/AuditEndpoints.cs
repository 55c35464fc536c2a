using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Audit;

/// <summary>Reading the audit log.</summary>
static class AuditEndpoints
{
    const int MostRows = 1000;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/audit", Read).For(Role.Administrator).Audited("audit.read").WithTags("Audit").WithSummary("The audit log, newest first.");

    static async Task<AuditPage> Read(WorkspaceDatabase database, CancellationToken cancellation, long? before = null, int count = 100, string? account = null)
    {
        var wanted = Math.Clamp(count, 1, MostRows);
        var rows = await database.Audit.AsNoTracking()
            .Where(entry => (before == null || entry.Id < before) && (account == null || entry.Account == account))
            .OrderByDescending(entry => entry.Id)
            .Take(wanted)
            .Select(entry => new AuditRow(entry.Id, entry.Time, entry.Account, entry.Action, entry.Target, entry.Status, entry.Address))
            .ToListAsync(cancellation);
        return new(rows, rows.Count == wanted ? rows[^1].Id : null);
    }
}
