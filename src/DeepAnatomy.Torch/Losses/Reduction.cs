namespace DeepAnatomy.Torch.Losses;

/// <summary>How the losses of the samples become one number.</summary>
public enum Reduction
{
    /// <summary>Their sum, divided by their number (Keras's <c>sum_over_batch_size</c> and <c>mean</c>).</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their weighted sum, divided by the sum of the weights; without weights as <see cref="Mean"/>.</summary>
    WeightedMean,

    /// <summary>None: the losses stay as they are.</summary>
    None,
}
