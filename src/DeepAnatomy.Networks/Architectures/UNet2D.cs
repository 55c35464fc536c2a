using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>U-Net on slices. Source: Ronneberger, Fischer, Brox, MICCAI 2015, with padding that keeps the size, normalisation, and widths for a small machine.</summary>
public record UNet2D : UNetTemplate
{
    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>Whether attention gates weigh the connections.</summary>
    [Setting("Whether attention gates weigh what comes over from the encoder.", "Ob Aufmerksamkeitstore gewichten, was vom Encoder herüberkommt.")]
    public bool Attention { get; init; }

    /// <inheritdoc/>
    public override string Id => "unet2d";

    /// <inheritdoc/>
    public sealed override int Rank => 2;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    private protected sealed override bool HasAttention => Attention;
}
