namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Plans or weights of nnU-Net that do not describe a network known here.</summary>
/// <param name="reason">What is wrong, one sentence without a full stop.</param>
/// <param name="remedy">What the user can do, one sentence without a full stop.</param>
sealed class PlanException(string reason, string remedy) : Exception(reason)
{
    public string Remedy { get; } = remedy;
}
