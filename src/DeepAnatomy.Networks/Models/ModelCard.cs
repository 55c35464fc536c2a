using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Models.Cards;

namespace DeepAnatomy.Networks.Models;

/// <summary>What a model is, takes, gives and is worth: travels with every model as JSON (<c>contracts/model-card.schema.json</c>).</summary>
public sealed record ModelCard
{
    /// <summary>Version of the form of this card.</summary>
    [Setting("Version of the form of this card.", "Version der Form dieser Karte.", Pattern = "^1\\.[0-9]+$")]
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>Name of the model.</summary>
    [Setting("Name of the model.", "Name des Modells.")]
    public required string Name { get; init; }

    /// <summary>What it does, one paragraph.</summary>
    [Setting("What it does, one paragraph.", "Was es tut, ein Absatz.")]
    public string Summary { get; init; } = "";

    /// <summary>Kind of task.</summary>
    [Setting("Kind of task.", "Art der Aufgabe.")]
    public CardTask Task { get; init; }

    /// <summary>Who may use it for what.</summary>
    [Setting("Who may use it for what.", "Wer es wofür verwenden darf.")]
    public string IntendedUse { get; init; } = "Research use only. Not a medical device.";

    /// <summary>What it was not made or not tested for, known failures.</summary>
    [Setting("What it was not made or not tested for, known failures.", "Wofür es nicht gemacht oder nicht geprüft ist, bekannte Fehler.")]
    public ImmutableArray<string> Limits { get; init; } = [];

    /// <summary>Licence of the weights, SPDX identifier where there is one.</summary>
    [Setting("Licence of the weights, SPDX identifier where there is one.", "Lizenz der Gewichte, wenn möglich als SPDX-Kennung.")]
    public string Licence { get; init; } = "";

    /// <summary>Inputs in order.</summary>
    [Setting("Inputs in order.", "Eingaben der Reihe nach.")]
    public ImmutableArray<CardInput> Inputs { get; init; } = [];

    /// <summary>What the outputs mean.</summary>
    [Setting("What the outputs mean.", "Was die Ausgaben bedeuten.")]
    public CardLabels Labels { get; init; } = new();

    /// <summary>How it was trained.</summary>
    [Setting("How it was trained.", "Wie es trainiert wurde.")]
    public CardTraining? Training { get; init; }

    /// <summary>How good it is.</summary>
    [Setting("How good it is.", "Wie gut es ist.")]
    public ImmutableArray<CardMetric> Metrics { get; init; } = [];

    /// <summary>What ties the card to its files.</summary>
    [Setting("What ties the card to its files.", "Was die Karte an ihre Dateien bindet.")]
    public CardHashes Hashes { get; init; } = new();

    /// <summary>What made it.</summary>
    [Setting("What made it.", "Was es erzeugte.")]
    public CardProvenance Provenance { get; init; } = new();

    /// <summary>Where it was imported from.</summary>
    [Setting("Where it was imported from.", "Woher es importiert wurde.")]
    public CardOrigin? Origin { get; init; }
}
