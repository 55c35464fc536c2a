namespace DeepAnatomy.Networks.Documents;

/// <summary>How names are written in a document.</summary>
public enum DocumentStyle
{
    /// <summary>Camel case: <c>learningRate</c>.</summary>
    Json,

    /// <summary>Snake case: <c>learning_rate</c>.</summary>
    Yaml,
}
