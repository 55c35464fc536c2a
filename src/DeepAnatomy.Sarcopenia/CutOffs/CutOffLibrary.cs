using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepAnatomy.Sarcopenia.CutOffs;

/// <summary>A list of published limits; the built-in ones are <c>cutoffs.json</c>, a user may add more in the same form.</summary>
public sealed class CutOffLibrary
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        PropertyNameCaseInsensitive = false,
    };

    static readonly Lazy<CutOffLibrary> LazyBuiltIn = new(ReadBuiltIn);

    CutOffLibrary(ImmutableArray<CutOffSet> sets) => Sets = sets;

    /// <summary>The sets that come with the product.</summary>
    public static CutOffLibrary BuiltIn => LazyBuiltIn.Value;

    /// <summary>The sets in order.</summary>
    public ImmutableArray<CutOffSet> Sets { get; }

    /// <summary>Reads a library from JSON.</summary>
    /// <param name="json">Text in the form of the built-in file: <c>version</c> 1 and <c>sets</c>.</param>
    /// <exception cref="FormatException">The text is not of that form; the message lists all problems of its sets, one per line.</exception>
    public static CutOffLibrary Parse(string json)
    {
        CutOffFile file;
        try
        {
            file = JsonSerializer.Deserialize<CutOffFile>(json, Options) ?? throw new FormatException("The cut-off file is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The cut-off file is not valid: {e.Message}", e);
        }

        var problems = file.Version == 1 ? [] : new List<string> { $"version: {file.Version} is not known; this product reads version 1." };
        var ids = new HashSet<string>();
        foreach (var set in file.Sets)
        {
            if (!ids.Add(set.Id))
            {
                problems.Add($"{set.Id}: occurs twice.");
            }

            problems.AddRange(CutOffProblems.Of(set));
        }

        return problems.Count == 0 ? new(file.Sets) : throw new FormatException(string.Join('\n', problems));
    }

    /// <summary>This library with the sets of another; a set with the same identifier is replaced.</summary>
    public CutOffLibrary With(CutOffLibrary other) => new([.. Sets.Where(s => other.Sets.All(o => o.Id != s.Id)), .. other.Sets]);

    static CutOffLibrary ReadBuiltIn()
    {
        using var stream = typeof(CutOffLibrary).Assembly.GetManifestResourceStream("DeepAnatomy.Sarcopenia.CutOffs.cutoffs.json")
            ?? throw new InvalidOperationException("The built-in cut-offs are missing from the assembly.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    sealed record CutOffFile
    {
        public required int Version { get; init; }

        public required ImmutableArray<CutOffSet> Sets { get; init; }
    }
}
