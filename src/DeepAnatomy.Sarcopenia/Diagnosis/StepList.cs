using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Diagnosis;

/// <summary>Collects the steps of a decision path and tells how each ended: true met, false not met, null missing.</summary>
sealed class StepList
{
    readonly ImmutableArray<DecisionStep>.Builder steps = ImmutableArray.CreateBuilder<DecisionStep>();

    public ImmutableArray<DecisionStep> ToImmutable() => steps.ToImmutable();

    /// <summary>A limit that low values meet.</summary>
    public bool? Below(string name, double? value, double? limit, string unit, string whom = "") =>
        Add(name, limit is { } l ? $"< {Text(l)} {unit}{whom}".TrimEnd() : "the limit depends on sex, which is not known", value, unit, limit is { } x && value is { } v ? v < x : null);

    /// <summary>A limit that high values meet.</summary>
    public bool? Above(string name, double? value, double limit, string unit, bool inclusive) =>
        Add(name, $"{(inclusive ? "≥" : ">")} {Text(limit)} {unit}".TrimEnd(), value, unit, value is { } v ? (inclusive ? v >= limit : v > limit) : null);

    /// <summary>A limit that low values meet, the limit included.</summary>
    public bool? AtMost(string name, double? value, double limit, string unit) =>
        Add(name, $"≤ {Text(limit)} {unit}".TrimEnd(), value, unit, value is { } v ? v <= limit : null);

    public bool? Add(string name, string criterion, double? value, string unit, bool? isMet)
    {
        steps.Add(new(name, criterion, value is { } v ? $"{Text(v)} {unit}".TrimEnd() : null, isMet switch { true => "met", false => "not met", null => "missing" }));
        return isMet;
    }

    public void Inform(string name, string criterion, string? value) => steps.Add(new(name, criterion, value, "for information"));

    /// <summary>Any met is met; else any missing that could still change it is left open only when nothing was assessed.</summary>
    public static bool? AnyOf(params ReadOnlySpan<bool?> results)
    {
        var (assessed, met) = (false, false);
        foreach (var result in results)
        {
            assessed |= result is not null;
            met |= result is true;
        }

        return assessed ? met : null;
    }

    public static double? BySex(SubjectRecord subject, double men, double women) => subject.Sex switch { "M" => men, "F" => women, _ => null };

    public static string Whom(SubjectRecord subject) => subject.Sex switch { "M" => " (men)", "F" => " (women)", _ => "" };

    static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
