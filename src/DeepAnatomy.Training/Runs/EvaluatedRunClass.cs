using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>One class in one case of an evaluation; the default profile of the Evaluation library.</summary>
public sealed record EvaluatedRunClass
{
    /// <summary>The class.</summary>
    [Setting("Name of the class.", "Name der Klasse.")]
    public required string Name { get; init; }

    /// <summary>What can be said.</summary>
    [Setting("What can be said: ok, missed (drawn only), spurious (predicted only), absentInBoth, notMeasurable.", "Was gesagt werden kann: ok, missed (nur gezeichnet), spurious (nur vorhergesagt), absentInBoth, notMeasurable.")]
    public string State { get; init; } = "";

    /// <summary>Dice.</summary>
    [Setting("Dice; absent where the class is neither drawn nor predicted.", "Dice; fehlt, wo die Klasse weder gezeichnet noch vorhergesagt ist.", Minimum = 0, Maximum = 1)]
    public double? Dice { get; init; }

    /// <summary>95th percentile of distances.</summary>
    [Setting("95th percentile of the surface distances.", "95. Perzentil der Oberflächenabstände.", Unit = "mm", Minimum = 0)]
    public double? Hd95Mm { get; init; }

    /// <summary>Mean distance.</summary>
    [Setting("Average symmetric surface distance.", "Mittlerer symmetrischer Oberflächenabstand.", Unit = "mm", Minimum = 0)]
    public double? AssdMm { get; init; }

    /// <summary>Surface Dice.</summary>
    [Setting("Surface Dice at 2 mm.", "Oberflächen-Dice bei 2 mm.", Minimum = 0, Maximum = 1)]
    public double? Nsd2Mm { get; init; }

    /// <summary>Predicted volume.</summary>
    [Setting("Predicted volume (of the defined voxels).", "Vorhergesagtes Volumen (der definierten Voxel).", Unit = "ml", Minimum = 0)]
    public double PredictedMl { get; init; }

    /// <summary>Drawn volume.</summary>
    [Setting("Drawn volume.", "Gezeichnetes Volumen.", Unit = "ml", Minimum = 0)]
    public double ReferenceMl { get; init; }

    /// <summary>Why something is missing.</summary>
    [Setting("Why a value is absent.", "Warum ein Wert fehlt.")]
    public string? Reason { get; init; }
}
