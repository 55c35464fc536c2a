namespace DeepAnatomy.Networks.Scripts;

/// <summary>What a variable of the script holds.</summary>
enum ValueKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Symbolic tensor of a functional model.</summary>
    Tensor,

    /// <summary>A layer.</summary>
    Layer,

    /// <summary>A model.</summary>
    Model,

    /// <summary>An optimizer.</summary>
    Optimizer,
}
