namespace DeepAnatomy.Torch.Layers;

/// <summary>One call in a <see cref="GraphExecutable"/>.</summary>
/// <param name="Executable">What computes it.</param>
/// <param name="Path">Path of the layer.</param>
/// <param name="Inputs">Slots it reads.</param>
/// <param name="Outputs">Slots it fills.</param>
sealed record Step(Executable Executable, string Path, int[] Inputs, int[] Outputs)
{
    /// <summary>Slots nobody reads any more afterwards.</summary>
    public int[] Released { get; set; } = [];

    /// <summary>True when the first input may be written over, unless somebody looks at it.</summary>
    public bool Overwrites { get; set; }
}
