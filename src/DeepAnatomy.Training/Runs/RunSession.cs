using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>One start or resume of a run.</summary>
public sealed record RunSession
{
    /// <summary>Number of the session.</summary>
    [Setting("Number of the session, from 1; that of its files in metrics and logs.", "Nummer der Sitzung, ab 1; die ihrer Dateien in metrics und logs.", Minimum = 1)]
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    [Setting("When it began, UTC, ISO 8601.", "Wann sie begann, UTC, ISO 8601.")]
    public required string Started { get; init; }

    /// <summary>Iterations that were over.</summary>
    [Setting("Iterations that were over when it began.", "Iterationen, die bei ihrem Beginn vorbei waren.", Minimum = 0)]
    public long StartIteration { get; init; }

    /// <summary>Where it ran.</summary>
    [Setting("Where it ran.", "Wo sie lief.")]
    public required RunHost Host { get; init; }

    /// <summary>Version of the product.</summary>
    [Setting("Version of the product.", "Version des Produkts.")]
    public string Version { get; init; } = "";

    /// <summary>Hash of the program.</summary>
    [Setting("SHA-256 over the product's own program files; empty where the host does not say.", "SHA-256 über die eigenen Programmdateien des Produkts; leer, wo der Wirt es nicht sagt.", Pattern = "^([0-9a-f]{64})?$")]
    public string CodeSha256 { get; init; } = "";

    /// <summary>Hash of the settings.</summary>
    [Setting("SHA-256 over all settings of this session.", "SHA-256 über alle Einstellungen dieser Sitzung.", Pattern = "^[0-9a-f]{64}$")]
    public required string ConfigurationSha256 { get; init; }

    /// <summary>When it ended; null while it runs, or when it was killed.</summary>
    [Setting("When it ended, UTC, ISO 8601; absent while it runs, or when it was killed.", "Wann sie endete, UTC, ISO 8601; fehlt, solange sie läuft oder wenn sie getötet wurde.")]
    public string? Ended { get; init; }

    /// <summary>Iterations that were over at its end.</summary>
    [Setting("Iterations that were over at its end.", "Iterationen, die an ihrem Ende vorbei waren.", Minimum = 0)]
    public long? EndIteration { get; init; }

    /// <summary>How it ended.</summary>
    [Setting("How it ended; running while it runs, or when it was killed.", "Wie sie endete; running, solange sie läuft oder wenn sie getötet wurde.")]
    public RunState State { get; init; } = RunState.Running;

    /// <summary>Why.</summary>
    [Setting("Why it ended.", "Warum sie endete.")]
    public string Reason { get; init; } = "";
}
