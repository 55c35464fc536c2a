namespace DeepAnatomy.Networks.Scripts;

/// <summary>What happens when the place is left as it is.</summary>
public enum HintSeverity
{
    /// <summary>Works, but ties the script to TensorFlow or to names that are going away.</summary>
    Advice,

    /// <summary>Runs without complaint and computes something else than under Keras 2.</summary>
    SilentChange,

    /// <summary>Fails under Keras 3.</summary>
    Error,
}
