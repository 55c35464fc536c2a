namespace DeepAnatomy.Networks.Keras.Migration;

/// <summary>What happened to a setting, layer or number on the way from an older Keras.</summary>
public enum MigrationKind
{
    /// <summary>Same meaning under another name or in another form.</summary>
    Renamed,

    /// <summary>Left out because it changes nothing.</summary>
    Dropped,

    /// <summary>Expressed by other layers or operations that compute the same.</summary>
    Rewritten,

    /// <summary>Keras 3 would silently compute something else here; the old result is kept, or the difference is named.</summary>
    Guarded,
}
