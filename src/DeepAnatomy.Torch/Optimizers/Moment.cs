namespace DeepAnatomy.Torch.Optimizers;

/// <summary>When a step happens.</summary>
/// <param name="Number">Steps with this one, from 1; accumulated batches count once.</param>
/// <param name="Rate">Learning rate.</param>
readonly record struct Moment(long Number, float Rate)
{
    /// <summary>1 − βᵗ in single precision, as Keras has it.</summary>
    public float Correction(double beta) => 1 - MathF.Pow((float)beta, Number);
}
