using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>U-Net on a slice with its neighbours as further channels: sees a little of the third axis at the price of a 2-D network.</summary>
public sealed record UNet25D : UNet2D
{
    /// <summary>Neighbouring slices on either side.</summary>
    [Setting("Neighbouring slices on either side; the channels are first the lowest slice.", "Nachbarschichten auf jeder Seite; als Kanäle zuerst die unterste Schicht.", Unit = "slice", Minimum = 1, Maximum = 16)]
    public int Neighbours { get; init; } = 1;

    /// <inheritdoc/>
    public override string Id => "unet2.5d";

    /// <inheritdoc/>
    public override int Channels => InputChannels * ((2 * Neighbours) + 1);
}
