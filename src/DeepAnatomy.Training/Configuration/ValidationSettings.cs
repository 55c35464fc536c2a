using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>How the network is judged while it trains.</summary>
public sealed record ValidationSettings
{
    /// <summary>Epochs between two validations on whole cases.</summary>
    [Setting("Epochs between two validations on whole cases (case Dice).", "Epochen zwischen zwei Validierungen an ganzen Fällen (Fall-Dice).", Minimum = 1, Maximum = 1e5)]
    public int EveryEpochs { get; init; } = 1;

    /// <summary>Cases that are used, or null for all of the fold.</summary>
    [Setting("Cases of the fold that are validated; null for all.", "Fälle der Falte, die validiert werden; null für alle.", Minimum = 1, Maximum = 1e5)]
    public int? Cases { get; init; }

    /// <summary>Slices of each case that are used in 2-D, spread evenly, or null for all.</summary>
    [Setting("Slices of each case that a 2-D network is validated on, spread evenly; null for all.", "Schichten je Fall, an denen ein 2-D-Netz validiert wird, gleichmäßig verteilt; null für alle.", Minimum = 1, Maximum = 1e5)]
    public int? SlicesPerCase { get; init; } = 24;

    /// <summary>Training cases that are measured in the same way.</summary>
    [Setting("Training cases that are measured in the same way, without augmentation, so that training and validation can be compared (overfitting); 0 for none.", "Trainingsfälle, die auf gleiche Weise ohne Augmentierung gemessen werden, damit Training und Validierung vergleichbar sind (Überanpassung); 0 für keine.", Minimum = 0, Maximum = 1e5)]
    public int TrainingCases { get; init; } = 2;

    /// <summary>Pictures of validation slices kept per validation.</summary>
    [Setting("Pictures of validated slices that are kept per validation.", "Bilder validierter Schichten, die je Validierung aufbewahrt werden.", Minimum = 0, Maximum = 64)]
    public int Samples { get; init; } = 4;
}
