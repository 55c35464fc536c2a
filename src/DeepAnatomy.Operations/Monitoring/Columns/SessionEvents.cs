using System.Text.Json;

namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>What the lines that are no points say of their session.</summary>
static class SessionEvents
{
    public static void Apply(SessionLog session, string kind, long step, ReadOnlyMemory<byte> json)
    {
        if (kind == "rollback" && step >= 0)
        {
            session.Cuts.Add(step);
            session.LastStep = Math.Min(session.LastStep, step);
        }

        if (kind is not ("session" or "state"))
        {
            return;
        }

        using var line = JsonDocument.Parse(json);
        if (kind == "state")
        {
            session.State = Text(line, "state");
            session.Reason = Text(line, "reason");
            return;
        }

        session.Cuts[0] = Math.Max(0, Number(line, "start_step"));
        session.LastStep = Math.Max(session.LastStep, session.Cuts[0]);
        session.Host = Text(line, "host");
        session.Iterations = Math.Max(0, Number(line, "iterations"));
        session.BatchSize = Math.Max(0, Number(line, "batch_size"));
    }

    static string Text(JsonDocument line, string name)
    {
        try
        {
            return line.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates, escaped; the line is kept, so it must be read again every time.
            return "";
        }
    }

    static long Number(JsonDocument line, string name) =>
        line.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}
