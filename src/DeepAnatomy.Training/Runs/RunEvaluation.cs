using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>What the best model of a run is worth: <c>evaluation.json</c> (schema: <c>contracts/run-evaluation.schema.json</c>).</summary>
public sealed record RunEvaluation
{
    /// <summary>Version of the form.</summary>
    [Setting("Version of the form of this file.", "Version der Form dieser Datei.")]
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>Which estimate this is.</summary>
    [Setting("Which estimate this is: held_out_cases is measured on whole cases that did not train, on the grid that the network sees.", "Welche Schätzung das ist: held_out_cases ist an ganzen Fällen gemessen, die nicht trainiert haben, auf dem Gitter, das das Netz sieht.")]
    public string Estimate { get; init; } = "held_out_cases";

    /// <summary>What to think of it.</summary>
    [Setting("What to think of the estimate.", "Was von der Schätzung zu halten ist.")]
    public string Note { get; init; } = "";

    /// <summary>The model.</summary>
    [Setting("File of the model, in the folder of the run.", "Datei des Modells im Ordner des Laufs.")]
    public required string Model { get; init; }

    /// <summary>Hash of the model.</summary>
    [Setting("SHA-256 of the file of the model.", "SHA-256 der Modelldatei.", Pattern = "^[0-9a-f]{64}$")]
    public required string ModelSha256 { get; init; }

    /// <summary>Epoch of the model.</summary>
    [Setting("Epoch of the model, from 1.", "Epoche des Modells, ab 1.", Minimum = 1)]
    public int? Epoch { get; init; }

    /// <summary>The fold that was held out.</summary>
    [Setting("The fold that was held out, from 0.", "Die zurückgehaltene Gruppe, ab 0.", Minimum = 0)]
    public int Fold { get; init; }

    /// <summary>Mean Dice.</summary>
    [Setting("Dice: mean over the cases of each class, then over the classes; absent where no class occurs.", "Dice: Mittel über die Fälle je Klasse, dann über die Klassen; fehlt, wo keine Klasse vorkommt.", Minimum = 0, Maximum = 1)]
    public double? Dice { get; init; }

    /// <summary>Loss.</summary>
    [Setting("Loss of the training over all slices or blocks.", "Verlust des Trainings über alle Schichten oder Blöcke.")]
    public double? Loss { get; init; }

    /// <summary>Means of each class.</summary>
    [Setting("Means of each class.", "Mittelwerte jeder Klasse.")]
    public ImmutableArray<ClassMeans> Classes { get; init; } = [];

    /// <summary>Each case.</summary>
    [Setting("Each held-out case.", "Jeder zurückgehaltene Fall.")]
    public ImmutableArray<EvaluatedRunCase> Cases { get; init; } = [];

    /// <summary>The schema of the form: the text of <c>contracts/run-evaluation.schema.json</c>.</summary>
    public static string Schema() => SchemaText.Of("run-evaluation.schema.json", "Evaluation of a run", "What the best model of a run is worth (evaluation.json in the folder of a run). A value that could not be measured is absent, with a reason. Texts in German stand in x-de, units in x-unit.", RecordSchema.Of(typeof(RunEvaluation)));
}
