using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>What <c>run.json</c> says: what was trained with what, and how it stands.</summary>
public sealed record RunRecord
{
    /// <summary>Version of the form.</summary>
    [Setting("Version of the form of this file.", "Version der Form dieser Datei.")]
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>Name of the training.</summary>
    [Setting("Name of the training.", "Name des Trainings.")]
    public required string Name { get; init; }

    /// <summary>Version of the product that began it.</summary>
    [Setting("Version of the product that began the run.", "Version des Produkts, das den Lauf begann.")]
    public required string Version { get; init; }

    /// <summary>Hash of the program that began it.</summary>
    [Setting("SHA-256 over the product's own program files when the run began; empty where the host does not say.", "SHA-256 über die eigenen Programmdateien des Produkts, als der Lauf begann; leer, wo der Wirt es nicht sagt.", Pattern = "^([0-9a-f]{64})?$")]
    public string CodeSha256 { get; init; } = "";

    /// <summary>The command that began it.</summary>
    [Setting("The command that began the run.", "Der Befehl, der den Lauf begann.")]
    public required string Command { get; init; }

    /// <summary>When it began, UTC, ISO 8601.</summary>
    [Setting("When the run began, UTC, ISO 8601.", "Wann der Lauf begann, UTC, ISO 8601.")]
    public required string Created { get; init; }

    /// <summary>How it stands. After a kill it still says running; the last line of the last session says when.</summary>
    [Setting("How the run stands. After a kill it still says running; the last line of the last session says since when.", "Wie der Lauf steht. Nach einem Abbruch von außen steht hier noch running; die letzte Zeile der letzten Sitzung sagt, seit wann.")]
    public RunState State { get; init; } = RunState.Running;

    /// <summary>Why it stands so.</summary>
    [Setting("Why it stands so.", "Warum er so steht.")]
    public string Reason { get; init; } = "";

    /// <summary>SHA-256 of architecture.json.</summary>
    [Setting("SHA-256 of architecture.json.", "SHA-256 von architecture.json.", Pattern = "^[0-9a-f]{64}$")]
    public required string ArchitectureSha256 { get; init; }

    /// <summary>SHA-256 over all settings of the configuration it began with.</summary>
    [Setting("SHA-256 over all settings of the configuration the run began with.", "SHA-256 über alle Einstellungen der Konfiguration, mit der der Lauf begann.", Pattern = "^[0-9a-f]{64}$")]
    public required string ConfigurationSha256 { get; init; }

    /// <summary>The data.</summary>
    [Setting("The data.", "Die Daten.")]
    public required RunDataset Dataset { get; init; }

    /// <summary>Iterations that are over, as of the last end of an epoch or session.</summary>
    [Setting("Iterations that are over, as of the last end of a session.", "Iterationen, die vorbei sind, Stand am letzten Ende einer Sitzung.", Minimum = 0)]
    public long Iteration { get; init; }

    /// <summary>Iterations of the whole training.</summary>
    [Setting("Iterations of the whole training.", "Iterationen des ganzen Trainings.", Minimum = 0)]
    public long Iterations { get; init; }

    /// <summary>Best case Dice (macro) so far, or null.</summary>
    [Setting("Best case Dice (mean over the classes) so far.", "Bester Fall-Dice (Mittel über die Klassen) bisher.", Minimum = 0, Maximum = 1)]
    public double? BestDice { get; init; }

    /// <summary>Epoch of the best case Dice, from 1.</summary>
    [Setting("Epoch of the best case Dice, from 1.", "Epoche des besten Fall-Dice, ab 1.", Minimum = 1)]
    public int? BestEpoch { get; init; }

    /// <summary>Each start or resume.</summary>
    [Setting("Each start or resume.", "Jeder Start und jede Fortsetzung.")]
    public ImmutableArray<RunSession> Sessions { get; init; } = [];

    /// <summary>The schema of the form: the text of <c>contracts/run.schema.json</c>.</summary>
    public static string Schema() => SchemaText.Of("run.schema.json", "Run", "What was trained with what, and how it stands (run.json in the folder of a run). Texts in German stand in x-de.", RecordSchema.Of(typeof(RunRecord)));
}
