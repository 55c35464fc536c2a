using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>How a TensorFlow function becomes an operation of Keras.</summary>
/// <param name="ClassName">The operation.</param>
/// <param name="Apply">Orders the operands of a call and gives the settings of the operation; null when the arguments are not supported.</param>
sealed record TensorFlowFunction(string ClassName, Func<OperationCall, JsonObject?> Apply);
