using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>A serialised object of Keras that is data for us: an initializer, regularizer, constraint, optimizer or schedule. Nothing is executed.</summary>
/// <param name="ClassName">Class, e.g. <c>GlorotUniform</c>; for a function its name.</param>
/// <param name="Config">Settings; an unknown one is refused where it is used.</param>
/// <param name="Module">Public path of the module, e.g. <c>keras.initializers</c>.</param>
public sealed record ConfigObject(string ClassName, JsonObject Config, string Module);
