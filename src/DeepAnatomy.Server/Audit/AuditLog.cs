using System.Threading.Channels;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Audit;

/// <summary>Writes the audit log: changes before they are answered, reads in batches within a second.</summary>
sealed partial class AuditLog(IDbContextFactory<WorkspaceDatabase> databases, ILogger<AuditLog> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    readonly Channel<AuditEntry> reads = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(100_000) { SingleReader = true });

    /// <summary>Writes a change; it is in the database when this returns.</summary>
    public Task WriteAsync(AuditEntry entry) => Save([entry]);

    /// <summary>Writes a read soon.</summary>
    public ValueTask NoteAsync(AuditEntry entry) => reads.Writer.WriteAsync(entry);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await reads.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Pace, stoppingToken);
                await Drain();
            }
        }
        catch (OperationCanceledException)
        {
            await Drain();
        }
    }

    async Task Drain()
    {
        List<AuditEntry> batch = [];
        while (batch.Count < 5000 && reads.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
        }

        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await Save(batch);
        }
        catch (DbUpdateException error)
        {
            NotWritten(log, batch.Count, error);
        }
    }

    async Task Save(IReadOnlyCollection<AuditEntry> entries)
    {
        await using var database = await databases.CreateDbContextAsync();
        database.Audit.AddRange(entries);
        await database.SaveChangesAsync();
    }

    [LoggerMessage(LogLevel.Error, "{Count} entries of the audit log could not be written.")]
    static partial void NotWritten(ILogger logger, int count, Exception error);
}
