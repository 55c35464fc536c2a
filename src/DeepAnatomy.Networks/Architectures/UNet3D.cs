using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>U-Net on volumes. Source: Çiçek et al., MICCAI 2016; the first halvings may leave the slice axis alone where slices are thick.</summary>
public sealed record UNet3D : UNetTemplate
{
    /// <summary>Starts narrower than in 2-D: the cost grows with the third axis.</summary>
    public UNet3D() => (BaseFilters, MaxFilters, Norm, Activation) = (8, 320, NormalizationKind.Instance, ActivationKind.LeakyRelu);

    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>Whether attention gates weigh the connections.</summary>
    [Setting("Whether attention gates weigh what comes over from the encoder.", "Ob Aufmerksamkeitstore gewichten, was vom Encoder herüberkommt.")]
    public bool Attention { get; init; }

    /// <summary>Halvings that leave the slice axis alone.</summary>
    [Setting("Number of first halvings that leave the slice axis alone; for slices thicker than twice the pixel.", "Zahl der ersten Halbierungen, die die Schichtachse auslassen; für Schichten dicker als zwei Pixel.", Minimum = 0, Maximum = 7)]
    public int InPlaneLevels { get; init; }

    /// <inheritdoc/>
    public override string Id => "unet3d";

    /// <inheritdoc/>
    public override int Rank => 3;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    private protected override bool HasAttention => Attention;

    private protected override int Flat => InPlaneLevels;
}
