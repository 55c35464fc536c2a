namespace DeepAnatomy.Operations.Monitoring.Journal;

/// <summary>The rows in a block of the journal; each begins with one of these bytes.</summary>
static class Rows
{
    /// <summary>Text: the next number's name.</summary>
    public const byte Name = 1;

    /// <summary>Session (4), seq (8), time (8), step (8), count (4), then count times name's number (4) and value (8).</summary>
    public const byte Points = 2;

    /// <summary>Session (4), seq (8), time (8), step (8, −1 for none), kind, line.</summary>
    public const byte Event = 3;

    /// <summary>Session (4), bytes of its file that are kept (8).</summary>
    public const byte SourceOffset = 4;
}
