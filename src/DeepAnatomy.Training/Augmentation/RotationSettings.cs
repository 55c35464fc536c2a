using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Rotation about the middle of the patch.</summary>
public sealed record RotationSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.2;

    /// <summary>Largest angle in the axial plane.</summary>
    [Setting("Largest angle in the axial plane, both ways.", "Größter Winkel in der axialen Ebene, in beide Richtungen.", Unit = "°", Minimum = 0, Maximum = 180)]
    public double InPlaneDegrees { get; init; } = 15;

    /// <summary>Largest angle about the other axes.</summary>
    [Setting("Largest angle about the left-right and front-back axes, both ways; blocks only.", "Größter Winkel um die Links-rechts- und die Vorn-hinten-Achse, in beide Richtungen; nur Blöcke.", Unit = "°", Minimum = 0, Maximum = 90)]
    public double OutOfPlaneDegrees { get; init; }
}
