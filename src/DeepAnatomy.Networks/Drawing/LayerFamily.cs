namespace DeepAnatomy.Networks.Drawing;

/// <summary>Kinds of layers that a drawing tells apart by colour.</summary>
public enum LayerFamily
{
    /// <summary>Input of the network.</summary>
    Input,

    /// <summary>Convolution.</summary>
    Convolution,

    /// <summary>Enlarging: transposed convolution, upsampling.</summary>
    Enlarging,

    /// <summary>Pooling.</summary>
    Pooling,

    /// <summary>Normalisation.</summary>
    Normalization,

    /// <summary>Activation.</summary>
    Activation,

    /// <summary>Dropout and noise: active in training only.</summary>
    Regularization,

    /// <summary>Merging: concatenation, sum, product.</summary>
    Merging,

    /// <summary>Dense, recurrent and attention layers.</summary>
    Dense,

    /// <summary>Shape only: reshape, crop, pad.</summary>
    Reshaping,

    /// <summary>Operation on tensors.</summary>
    Operation,

    /// <summary>Nested model.</summary>
    Model,
}
