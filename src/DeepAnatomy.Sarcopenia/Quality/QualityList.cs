using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Collects the findings; a failed check also takes back the numbers that depend on it.</summary>
sealed class QualityList
{
    readonly ImmutableArray<QualityFinding>.Builder findings = ImmutableArray.CreateBuilder<QualityFinding>();

    public Withholding Withheld { get; } = new();

    public ImmutableArray<QualityFinding> ToImmutable() => findings.ToImmutable();

    public void Pass(string id, string english, string german) => findings.Add(new(id, QualityState.Pass, english, german));

    public void Warn(string id, string english, string german) => findings.Add(new(id, QualityState.Warn, english, german));

    /// <summary>A failed check: its English text becomes the reason of every number it takes back.</summary>
    public void Fail(string id, Withheld what, string english, string german, string? group = null)
    {
        findings.Add(new(id, QualityState.Fail, english, german));
        Withheld.Add(what, english.TrimEnd('.'), group);
    }

    /// <summary>A number as German readers write it.</summary>
    public static string De(double value, string format = "0.#") => value.ToString(format, CultureInfo.InvariantCulture).Replace('.', ',').Replace('-', '−');

    /// <summary>A number as English readers write it.</summary>
    public static string En(double value, string format = "0.#") => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
