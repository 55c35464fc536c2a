using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>One number that says how good a model is, with all that is needed to read it.</summary>
public sealed record CardMetric
{
    /// <summary>Name of the metric, e.g. Dice.</summary>
    [Setting("Name of the metric, e.g. Dice.", "Name der Metrik, z. B. Dice.")]
    public required string Name { get; init; }

    /// <summary>How it is computed: formula, treatment of empty structures, per case or pooled.</summary>
    [Setting("How it is computed: formula, treatment of empty structures, per case or pooled.", "Wie sie berechnet wird: Formel, leere Strukturen, je Fall oder gesamt.")]
    public required string Definition { get; init; }

    /// <summary>Data set it was measured on.</summary>
    [Setting("Data set it was measured on.", "Datensatz, auf dem gemessen wurde.")]
    public required string Dataset { get; init; }

    /// <summary>Label or group; empty for all.</summary>
    [Setting("Label or group; empty for all.", "Label oder Gruppe; leer für alle.")]
    public string Structure { get; init; } = "";

    /// <summary>Number of cases.</summary>
    [Setting("Number of cases.", "Anzahl der Fälle.", Minimum = 0)]
    public int? Cases { get; init; }

    /// <summary>The value; null when it could not be measured.</summary>
    [Setting("The value; null when it could not be measured.", "Der Wert; null, wenn er nicht messbar war.")]
    public double? Value { get; init; }

    /// <summary>Unit of the value.</summary>
    [Setting("Unit of the value.", "Einheit des Werts.")]
    public string Unit { get; init; } = "";

    /// <summary>Lower end of the confidence interval.</summary>
    [Setting("Lower end of the confidence interval.", "Untere Grenze des Konfidenzintervalls.")]
    public double? Lower { get; init; }

    /// <summary>Upper end of the confidence interval.</summary>
    [Setting("Upper end of the confidence interval.", "Obere Grenze des Konfidenzintervalls.")]
    public double? Upper { get; init; }

    /// <summary>Level of the interval.</summary>
    [Setting("Level of the interval.", "Niveau des Intervalls.", Minimum = 0.5, Maximum = 0.9999)]
    public double? Confidence { get; init; }

    /// <summary>How the interval was found, e.g. bootstrap over patients.</summary>
    [Setting("How the interval was found, e.g. bootstrap over patients.", "Wie das Intervall bestimmt wurde, z. B. Bootstrap über Patienten.")]
    public string Method { get; init; } = "";

    /// <summary>Why there is no value.</summary>
    [Setting("Why there is no value.", "Warum es keinen Wert gibt.")]
    public string? Reason { get; init; }
}
