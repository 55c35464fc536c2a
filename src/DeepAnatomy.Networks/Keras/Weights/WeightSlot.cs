using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>One weight of one layer.</summary>
/// <param name="Place">The layer.</param>
/// <param name="Index">Which of its own weights.</param>
readonly record struct WeightSlot(WeightPlace Place, int Index)
{
    /// <summary>What the weight is.</summary>
    public WeightSpec Spec => Place.Specs[Index];
}
