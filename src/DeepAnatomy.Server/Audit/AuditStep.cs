using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Audit;

/// <summary>Notes every use of an audited endpoint, refused ones too.</summary>
sealed class AuditStep(RequestDelegate next, AuditLog log, TimeProvider clock)
{
    const int LongestTarget = 200;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AuditedAttribute>() is not { } audited)
        {
            await next(context);
            return;
        }

        var isRead = HttpMethods.IsGet(context.Request.Method);
        if (isRead)
        {
            await next(context);
            await log.NoteAsync(Entry(context, audited, context.Response.StatusCode));
            return;
        }

        // Before the answer leaves, so that nothing is changed without a word.
        context.Response.OnStarting(() => log.WriteAsync(Entry(context, audited, context.Response.StatusCode)));
        await next(context);
    }

    AuditEntry Entry(HttpContext context, AuditedAttribute audited, int status)
    {
        var target = string.Join(' ', context.Request.RouteValues.Where(value => value.Key is "id" or "key" or "path").Select(value => value.Value?.ToString()));
        if (context.Items.TryGetValue(typeof(AuditEntry), out var made))
        {
            target = $"{target} {made}".Trim();
        }

        return new()
        {
            Time = clock.GetUtcNow(),
            Account = Claims.NameOf(context.User),
            Action = audited.Action,
            Target = target.Length > LongestTarget ? target[..LongestTarget] : target,
            Status = status,
            Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
        };
    }
}
