using System.Text;

namespace DeepAnatomy.Operations.Monitoring;

/// <summary>A line of the protocol that is not points or epoch: states, checkpoints, rollbacks, samples, log lines, and kinds of later versions.</summary>
/// <param name="Session">From 1.</param>
/// <param name="Seq">Number of the line in its session.</param>
/// <param name="Kind">As in the protocol.</param>
/// <param name="Time">When.</param>
/// <param name="Step">The step it is about; null where it names none.</param>
/// <param name="Json">The line as it came, UTF-8.</param>
public sealed record RunEvent(int Session, long Seq, string Kind, DateTimeOffset Time, long? Step, ReadOnlyMemory<byte> Json)
{
    /// <summary>The line as text.</summary>
    public string Text => Encoding.UTF8.GetString(Json.Span);
}
