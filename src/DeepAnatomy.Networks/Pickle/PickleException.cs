namespace DeepAnatomy.Networks.Pickle;

/// <summary>A pickle that is broken, too large, or wants something that is not allowed.</summary>
/// <param name="reason">What is wrong, one sentence without a full stop.</param>
sealed class PickleException(string reason) : Exception(reason);
