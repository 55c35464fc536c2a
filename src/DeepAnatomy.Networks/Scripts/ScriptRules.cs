using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepAnatomy.Networks.Scripts;

/// <summary>The table of changes: data, read once from the resource <c>keras-2-to-3.json</c> (which names its sources).</summary>
sealed class ScriptRules
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    readonly FrozenDictionary<string, NameRule> names;
    readonly ILookup<string, ArgumentRule> arguments;

    ScriptRules(Document document)
    {
        names = document.Names.ToFrozenDictionary(rule => rule.Old, StringComparer.Ordinal);
        arguments = document.Arguments.ToLookup(rule => rule.Name, StringComparer.Ordinal);
        Methods = document.Methods.ToLookup(rule => rule.Name, StringComparer.Ordinal);
        Operations = document.Operations.ToFrozenDictionary(StringComparer.Ordinal);
        Backend = document.Backend.ToFrozenDictionary(StringComparer.Ordinal);
        BackendKept = [.. document.BackendKept];
        WithWeights = [.. document.WithWeights.Select(name => $"keras.layers.{name}")];
        NotCompiled = document.NotCompiled;
        RemovedInterpolations = [.. document.RemovedInterpolations];
    }

    public static ScriptRules Instance { get; } = Load();

    public ILookup<string, MethodRule> Methods { get; }

    /// <summary>Operations of TensorFlow by full name (without <c>math</c>) and what Keras calls them.</summary>
    public FrozenDictionary<string, string> Operations { get; }

    /// <summary>Functions of <c>keras.backend</c> that are gone and what takes their place.</summary>
    public FrozenDictionary<string, string> Backend { get; }

    public ImmutableHashSet<string> BackendKept { get; }

    /// <summary>Layers that own weights: must not be made inside <c>call</c>.</summary>
    public ImmutableHashSet<string> WithWeights { get; }

    /// <summary>Names of TensorFlow that just-in-time compilation refuses.</summary>
    public ImmutableArray<string> NotCompiled { get; }

    public ImmutableHashSet<string> RemovedInterpolations { get; }

    /// <summary>The rule for a name or for the longest module around it, with the rest of the name; null without.</summary>
    /// <param name="path">Full name.</param>
    public (NameRule Rule, string Inside)? FindName(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (names.TryGetValue(path[..end], out var rule))
            {
                return (rule, path[end..]);
            }
        }

        return null;
    }

    public ArgumentRule? FindArgument(string path, string argument) => arguments[argument].FirstOrDefault(rule => rule.Covers(path));

    /// <summary>The operation of Keras for one of TensorFlow, or null.</summary>
    /// <param name="path">Full name, e.g. <c>tensorflow.math.reduce_sum</c>.</param>
    public string? FindOperation(string path) =>
        Operations.GetValueOrDefault(path) ?? Operations.GetValueOrDefault(path.Replace("tensorflow.math.", "tensorflow.", StringComparison.Ordinal));

    static ScriptRules Load()
    {
        using var stream = typeof(ScriptRules).Assembly.GetManifestResourceStream("DeepAnatomy.Networks.Scripts.Rules.keras-2-to-3.json")!;
        return new(JsonSerializer.Deserialize<Document>(stream, Options)!);
    }

    sealed record Document(
        ImmutableArray<NameRule> Names,
        ImmutableArray<ArgumentRule> Arguments,
        ImmutableArray<MethodRule> Methods,
        Dictionary<string, string> Operations,
        Dictionary<string, string> Backend,
        ImmutableArray<string> BackendKept,
        ImmutableArray<string> WithWeights,
        ImmutableArray<string> NotCompiled,
        ImmutableArray<string> RemovedInterpolations);
}
