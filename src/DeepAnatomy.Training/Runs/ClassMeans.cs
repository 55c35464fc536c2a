using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>Means of one class over the cases of an evaluation.</summary>
public sealed record ClassMeans
{
    /// <summary>The class.</summary>
    [Setting("Name of the class.", "Name der Klasse.")]
    public required string Name { get; init; }

    /// <summary>Cases that count.</summary>
    [Setting("Cases in which the class is drawn or predicted; Dice is their mean.", "Fälle, in denen die Klasse gezeichnet oder vorhergesagt ist; Dice ist ihr Mittel.", Minimum = 0)]
    public int Cases { get; init; }

    /// <summary>Mean Dice.</summary>
    [Setting("Mean Dice.", "Mittlerer Dice.", Minimum = 0, Maximum = 1)]
    public double? Dice { get; init; }

    /// <summary>Mean 95th percentile of distances.</summary>
    [Setting("Mean of the 95th percentile of the surface distances, over the cases that have both surfaces.", "Mittel des 95. Perzentils der Oberflächenabstände, über Fälle mit beiden Oberflächen.", Unit = "mm", Minimum = 0)]
    public double? Hd95Mm { get; init; }
}
