namespace DeepAnatomy.Networks.Onnx;

/// <summary>A call that ONNX cannot express, or not in a way that is sure to give the same numbers.</summary>
/// <param name="reason">Why, one sentence.</param>
sealed class NotExpressibleException(string reason) : Exception(reason);
