using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>The random changes of training patches, in the order in which they happen. The probabilities are nnU-Net's (its per-sample times its per-channel ones).</summary>
public sealed record AugmentationSettings
{
    /// <summary>The rotation.</summary>
    [Setting("Random rotation.", "Zufällige Drehung.")]
    public RotationSettings Rotation { get; init; } = new();

    /// <summary>The scaling.</summary>
    [Setting("Random scaling.", "Zufällige Skalierung.")]
    public ScalingSettings Scaling { get; init; } = new();

    /// <summary>The elastic bending.</summary>
    [Setting("Random elastic bending.", "Zufällige elastische Verformung.")]
    public ElasticSettings Elastic { get; init; } = new();

    /// <summary>The shift of HU.</summary>
    [Setting("Random shift and stretch of HU.", "Zufällige Verschiebung und Streckung der HU.")]
    public HuShiftSettings HuShift { get; init; } = new();

    /// <summary>The noise.</summary>
    [Setting("Random noise.", "Zufälliges Rauschen.")]
    public GaussianNoiseSettings GaussianNoise { get; init; } = new();

    /// <summary>The blur.</summary>
    [Setting("Random blur.", "Zufällige Unschärfe.")]
    public GaussianBlurSettings GaussianBlur { get; init; } = new();

    /// <summary>The brightness.</summary>
    [Setting("Random brightness.", "Zufällige Helligkeit.")]
    public BrightnessSettings Brightness { get; init; } = new();

    /// <summary>The contrast.</summary>
    [Setting("Random contrast.", "Zufälliger Kontrast.")]
    public ContrastSettings Contrast { get; init; } = new();

    /// <summary>The simulated low resolution.</summary>
    [Setting("Random simulated low resolution.", "Zufällige simulierte niedrige Auflösung.")]
    public LowResolutionSettings LowResolution { get; init; } = new();

    /// <summary>The gamma.</summary>
    [Setting("Random gamma.", "Zufälliges Gamma.")]
    public GammaSettings Gamma { get; init; } = new();

    /// <summary>The mirroring.</summary>
    [Setting("Random mirroring.", "Zufällige Spiegelung.")]
    public MirroringSettings Mirroring { get; init; } = new();
}
