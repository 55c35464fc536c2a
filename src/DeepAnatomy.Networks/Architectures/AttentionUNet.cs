using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>U-Net whose connections are weighed by gates that look at the coarser level: less is carried over where nothing is to be found. Source: Oktay et al., MIDL 2018.</summary>
public sealed record AttentionUNet : UNetTemplate
{
    /// <summary>Spatial axes.</summary>
    [Setting("Spatial axes: 2 for slices, 3 for volumes.", "Raumachsen: 2 für Schichten, 3 für Volumen.", Minimum = 2, Maximum = 3)]
    public int Dimensions { get; init; } = 2;

    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>Whether levels learn what is to be added to their input.</summary>
    [Setting("Whether levels learn what is to be added to their input.", "Ob Stufen lernen, was zu ihrer Eingabe addiert wird.")]
    public bool Residual { get; init; }

    /// <summary>Halvings that leave the slice axis alone.</summary>
    [Setting("Number of first halvings that leave the slice axis alone (3-D); for slices thicker than twice the pixel.", "Zahl der ersten Halbierungen, die die Schichtachse auslassen (3-D); für Schichten dicker als zwei Pixel.", Minimum = 0, Maximum = 7)]
    public int InPlaneLevels { get; init; }

    /// <inheritdoc/>
    public override string Id => "attention_unet";

    /// <inheritdoc/>
    public override int Rank => Dimensions;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    private protected override bool HasAttention => true;

    private protected override bool IsResidual => Residual;

    private protected override int Flat => InPlaneLevels;
}
