using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Reports.Wording;

/// <summary>The words of a report in one language.</summary>
sealed partial class Texts(Language language)
{
    public Language Language => language;

    /// <summary>Why the level was or was not found, in both languages: numbers that are missing with the level repeat it.</summary>
    public (string English, string? German) LevelReason { get; init; } = ("", null);

    /// <summary>The same words, with the reason of a level.</summary>
    public Texts With(LevelFinding level) => new(language) { LevelReason = (level.Reason, level.ReasonDe) };

    /// <summary>Code for the page's <c>lang</c> attribute.</summary>
    public string Code => language == Language.De ? "de" : "en";

    /// <summary>The text of a key.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such key: a mistake of the programmer.</exception>
    public string this[string key] => Choose(Table[key]);

    /// <summary>The text of a key made with <see cref="string.Format(string, object?[])"/>.</summary>
    public string Of(string key, params object[] arguments) => string.Format(this[key], arguments);

    /// <summary>The text of a key that may be missing, for names that come from data.</summary>
    public string? Find(string key) => Table.TryGetValue(key, out var text) ? Choose(text) : null;

    /// <summary>Name of a muscle group or tissue.</summary>
    public string Group(string group) => Find($"group.{group}") ?? Readable(group);

    /// <summary>Name of a measurement.</summary>
    public string Measurement(string id) => Find($"measure.{id}") ?? id;

    /// <summary>What a measurement means; null when the table does not know it.</summary>
    public string? Meaning(string id) => Find($"meaning.{id}");

    public string Side(string side) => Find($"side.{side}") ?? side;

    /// <summary>Name of a vertebra as the language writes it: German thoracic ones are Th.</summary>
    public string Vertebra(string name) => language == Language.De ? name.Replace("T", "Th", StringComparison.Ordinal) : name;

    /// <summary>The state of a cut-off or a decision step.</summary>
    public string State(string state) => Find($"state.{state}") ?? Phrase(state);

    static string Readable(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    string Choose((string En, string De) text) => language == Language.De ? text.De : text.En;

    /// <summary>All keys with both languages.</summary>
    internal static ImmutableSortedDictionary<string, (string En, string De)> Table { get; } = Entries().ToImmutableSortedDictionary(e => e.Key, e => (e.En, e.De), StringComparer.Ordinal);
}
