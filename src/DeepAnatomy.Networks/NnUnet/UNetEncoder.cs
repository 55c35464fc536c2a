namespace DeepAnatomy.Networks.NnUnet;

/// <summary>What the stages of the encoder are made of.</summary>
public enum UNetEncoder
{
    /// <summary>Convolutions one after the other: <c>PlainConvUNet</c>.</summary>
    Plain,

    /// <summary>A stem, then residual blocks of two convolutions: <c>ResidualEncoderUNet</c>.</summary>
    Residual,
}
