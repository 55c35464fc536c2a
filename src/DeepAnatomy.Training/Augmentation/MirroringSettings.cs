using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Mirroring along chosen axes.</summary>
public sealed record MirroringSettings
{
    /// <summary>How often per axis.</summary>
    [Setting("Share of the patches that are mirrored, for each axis by itself.", "Anteil der Ausschnitte, die gespiegelt werden, für jede Achse für sich.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.5;

    /// <summary>Left and right.</summary>
    [Setting("Mirror left and right.", "Links und rechts spiegeln.")]
    public bool LeftRight { get; init; } = true;

    /// <summary>Front and back.</summary>
    [Setting("Mirror front and back.", "Vorn und hinten spiegeln.")]
    public bool FrontBack { get; init; }

    /// <summary>Head and foot.</summary>
    [Setting("Mirror head and foot (blocks and neighbouring slices only).", "Kopf und Fuß spiegeln (nur Blöcke und Nachbarschichten).")]
    public bool HeadFoot { get; init; }

    /// <summary>What becomes of left and right labels.</summary>
    [Setting("What mirroring left and right does to labels with a side: swap them, keep them (plain), or refuse the training.", "Was das Spiegeln von links und rechts mit Labels einer Seite macht: vertauschen, behalten oder das Training ablehnen.")]
    public MirroredSides Sides { get; init; } = MirroredSides.Swap;
}
