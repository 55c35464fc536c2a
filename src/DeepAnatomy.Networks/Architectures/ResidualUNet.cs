using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>U-Net whose levels learn what is to be added to their input: deeper networks train more easily. Source: Zhang, Liu, Wang, IEEE GRSL 2018.</summary>
public sealed record ResidualUNet : UNetTemplate
{
    /// <summary>Spatial axes.</summary>
    [Setting("Spatial axes: 2 for slices, 3 for volumes.", "Raumachsen: 2 für Schichten, 3 für Volumen.", Minimum = 2, Maximum = 3)]
    public int Dimensions { get; init; } = 2;

    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>Whether attention gates weigh the connections.</summary>
    [Setting("Whether attention gates weigh what comes over from the encoder.", "Ob Aufmerksamkeitstore gewichten, was vom Encoder herüberkommt.")]
    public bool Attention { get; init; }

    /// <summary>Halvings that leave the slice axis alone.</summary>
    [Setting("Number of first halvings that leave the slice axis alone (3-D); for slices thicker than twice the pixel.", "Zahl der ersten Halbierungen, die die Schichtachse auslassen (3-D); für Schichten dicker als zwei Pixel.", Minimum = 0, Maximum = 7)]
    public int InPlaneLevels { get; init; }

    /// <inheritdoc/>
    public override string Id => "residual_unet";

    /// <inheritdoc/>
    public override int Rank => Dimensions;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    private protected override bool IsResidual => true;

    private protected override bool HasAttention => Attention;

    private protected override int Flat => InPlaneLevels;
}
