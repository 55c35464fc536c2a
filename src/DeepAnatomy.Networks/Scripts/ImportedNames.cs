namespace DeepAnatomy.Networks.Scripts;

/// <summary>What the names of a script stand for: follows imports and plain aliases.</summary>
sealed class ImportedNames
{
    readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);
    readonly List<string> stars = [];

    /// <summary>True once anything of Keras or TensorFlow is imported.</summary>
    public bool ConcernKeras { get; private set; }

    /// <summary>True once TensorFlow is imported.</summary>
    public bool HaveTensorFlow { get; private set; }

    public void Bind(string name, string path)
    {
        targets[name] = path;
        Note(path);
    }

    public void BindAll(string module)
    {
        stars.Add(module);
        Note(module);
    }

    public void Forget(string name) => targets.Remove(name);

    /// <summary>The full name, or null when the first part was not imported.</summary>
    /// <param name="parts">Parts of a dotted name.</param>
    public string? Resolve(IReadOnlyList<string> parts)
    {
        if (targets.TryGetValue(parts[0], out var path))
        {
            return string.Join('.', [path, .. parts.Skip(1)]);
        }

        return stars.Count > 0 && char.IsUpper(parts[0][0]) ? string.Join('.', [stars[^1], .. parts]) : null;
    }

    /// <summary>One spelling for each library: <c>keras.…</c> for every way to Keras, <c>tensorflow.…</c> without the compatibility modules.</summary>
    /// <param name="path">Full name as imported.</param>
    public static string Canonical(string path)
    {
        foreach (var (prefix, replacement) in Spellings)
        {
            if (path == prefix || path.StartsWith(prefix + ".", StringComparison.Ordinal))
            {
                path = replacement + path[prefix.Length..];
            }
        }

        return path == "keras.layers.Input" ? "keras.Input" : path;
    }

    static readonly (string, string)[] Spellings =
    [
        ("tensorflow.compat.v1", "tensorflow"), ("tensorflow.compat.v2", "tensorflow"), ("tensorflow.python.keras", "keras"), ("tensorflow.keras", "keras"),
        ("tf_keras", "keras"), ("keras_core", "keras"), ("keras.api", "keras"), ("keras.models.Model", "keras.Model"), ("keras.models.Sequential", "keras.Sequential"),
        ("keras.layers.Layer", "keras.Layer"),
    ];

    void Note(string path)
    {
        var root = path.Split('.')[0];
        HaveTensorFlow |= root == "tensorflow";
        ConcernKeras |= root is "tensorflow" or "keras" or "tf_keras" or "keras_core";
    }
}
