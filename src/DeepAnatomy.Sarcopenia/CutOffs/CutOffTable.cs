using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.CutOffs;

/// <summary>Applies every set of a library to the measurements of one person, side by side; never one verdict (SEMANTICS.md C1–C7).</summary>
public static class CutOffTable
{
    /// <summary>One row per set and measurement.</summary>
    /// <param name="library">The sets.</param>
    /// <param name="measurements">Rows of an analysis; only those of both sides are compared.</param>
    /// <param name="subject">The person.</param>
    /// <param name="level">Name of the measured level; sets of other levels do not apply.</param>
    public static ImmutableArray<CutOffResult> Apply(CutOffLibrary library, IReadOnlyList<Measurement> measurements, SubjectRecord subject, string level)
    {
        var results = ImmutableArray.CreateBuilder<CutOffResult>();
        foreach (var set in library.Sets)
        {
            foreach (var rules in set.Rules.GroupBy(r => (r.Measurement, r.Group)))
            {
                results.Add(One(set, [.. rules], Find(measurements, rules.Key.Measurement, rules.Key.Group), subject, level));
            }
        }

        return results.ToImmutable();
    }

    static Measurement? Find(IReadOnlyList<Measurement> rows, string id, string group) =>
        rows.FirstOrDefault(r => r.Id == id && r.Group == group && r.Side == "both");

    static CutOffResult One(CutOffSet set, ImmutableArray<CutOffRule> rules, Measurement? row, SubjectRecord subject, string level)
    {
        var first = rules[0];
        var result = new CutOffResult(set.Id, set.Citation, set.Population, first.Measurement, row?.Value, null, first.Unit, first.Comparison, "not assessable", null)
        {
            Name = set.Name,
            NameDe = set.NameDe,
            PopulationDe = set.PopulationDe,
            Kind = set.Kind,
            Source = set.Source,
            SourceNote = set.SourceNote,
        };
        if (set.Level != level)
        {
            return result with { Value = null, State = "not applicable", Reason = $"the limits are for {set.Level}, measured was {level}", ReasonDe = $"die Grenzen gelten für {German(set.Level)}, gemessen wurde {German(level)}" };
        }

        var (rule, state, why) = Choose(rules, subject);
        if (rule is null)
        {
            return result with { State = state, Reason = why?.English, ReasonDe = why?.German };
        }

        result = result with { Threshold = rule.Threshold, Condition = ConditionOf(rule), Comparison = rule.Comparison };
        if (row?.Value is not { } value)
        {
            return result with { Reason = row?.Reason ?? $"{first.Measurement} of {first.Group} was not measured", ReasonDe = row?.Reason is null ? $"{first.Measurement} wurde nicht gemessen" : null };
        }

        if (row.Unit != rule.Unit)
        {
            return result with { Reason = $"the limit is in {rule.Unit}, the value in {row.Unit}", ReasonDe = $"die Grenze ist in {rule.Unit} angegeben, der Wert in {row.Unit}" };
        }

        var notes = NotesOf(set, first.Measurement, subject);
        return result with
        {
            State = StateOf(rule, value),
            Reason = notes.Count == 0 ? null : string.Join("; ", notes.Select(n => n.English)),
            ReasonDe = notes.Count == 0 ? null : string.Join("; ", notes.Select(n => n.German)),
        };
    }

    static string German(string level) => AnchorTexts.German(level);

    static string StateOf(CutOffRule rule, double value) => (rule.IsLow, rule.IsMet(value)) switch
    {
        (true, true) => "low",
        (true, false) => "not low",
        (false, true) => "high",
        _ => "not high",
    };

    /// <summary>The rule for this person; or the state and reason why there is none. What is unknown matters only where a rule asks for it.</summary>
    static (CutOffRule? Rule, string State, Remark? Reason) Choose(ImmutableArray<CutOffRule> rules, SubjectRecord subject)
    {
        const string open = "not assessable", closed = "not applicable";
        var candidates = rules.ToList();
        if (candidates.Any(r => r.Sex is not null))
        {
            if (subject.Sex is not ("M" or "F"))
            {
                return (null, open, new("the limits depend on sex, which is not known", "die Grenzen hängen vom Geschlecht ab, das nicht bekannt ist"));
            }

            candidates.RemoveAll(r => r.Sex is not null && r.Sex != subject.Sex);
            if (candidates.Count == 0)
            {
                return (null, closed, subject.Sex == "M" ? new("there are no limits for men", "es gibt keine Grenzen für Männer") : new("there are no limits for women", "es gibt keine Grenzen für Frauen"));
            }
        }

        if (candidates.Any(r => r.AgeYears is not null))
        {
            if (subject.AgeYears is not { } age)
            {
                return (null, open, new("the limits depend on age, which is not known", "die Grenzen hängen vom Alter ab, das nicht bekannt ist"));
            }

            candidates.RemoveAll(r => r.AgeYears is { } interval && !interval.Contains(Math.Floor(age)));
            if (candidates.Count == 0)
            {
                return (null, closed, new($"there are no limits for an age of {Math.Floor(age)} years", $"es gibt keine Grenzen für ein Alter von {Math.Floor(age)} Jahren"));
            }
        }

        if (candidates.Any(r => r.Bmi is not null))
        {
            if (subject.Bmi is not { } bmi)
            {
                return (null, open, new("the limits depend on BMI, which needs height and weight", "die Grenzen hängen vom BMI ab, der Größe und Gewicht braucht"));
            }

            candidates.RemoveAll(r => r.Bmi is { } interval && !interval.Contains(bmi));
            if (candidates.Count == 0)
            {
                var held = string.Join(", ", rules.Where(r => r.Sex is null || r.Sex == subject.Sex).Select(r => r.Bmi?.ToString()).Distinct());
                return (null, closed, new(
                    FormattableString.Invariant($"there are no limits for a BMI of {bmi:0.0} (they hold for {held})"),
                    FormattableString.Invariant($"es gibt keine Grenzen für einen BMI von {bmi:0.0}").Replace('.', ',') + $" (sie gelten {GermanInterval(held)})"));
            }
        }

        return (candidates[0], "", null);
    }

    static string ConditionOf(CutOffRule rule)
    {
        var parts = new List<string>();
        if (rule.Sex is { } sex)
        {
            parts.Add(sex == "M" ? "men" : "women");
        }

        if (rule.AgeYears is { } age)
        {
            parts.Add($"age {age}");
        }

        if (rule.Bmi is { } bmi)
        {
            parts.Add($"BMI {bmi}");
        }

        return string.Join(", ", parts);
    }

    /// <remarks>Contrast changes muscle HU by about 7 and areas by about 2 cm² (van der Werf, van Vugt): the state stands, the reader is told.</remarks>
    static List<Remark> NotesOf(CutOffSet set, string measurement, SubjectRecord subject)
    {
        var notes = new List<Remark>();
        var isContrast = subject.Phase is { } phase && phase != "native";
        if (set.Phase is { } wanted && subject.Phase is null)
        {
            notes.Add(new($"the limits are from {wanted} CT, the phase of this scan is not known", $"die Grenzen stammen aus {GermanPhase(wanted)}, die Phase dieser Aufnahme ist nicht bekannt"));
        }
        else if (set.Phase is { } other && isContrast != (other == "contrast"))
        {
            notes.Add(new($"the limits are from {other} CT, this scan is {subject.Phase}", $"die Grenzen stammen aus {GermanPhase(other)}, diese Aufnahme ist {(isContrast ? "mit Kontrastmittel" : "nativ")}"));
        }
        else if (set.Phase is null && measurement == MeasurementIds.MuscleAttenuation)
        {
            notes.Add(new("attenuation depends on the contrast phase, which the source does not state here", "die Dichte hängt von der Kontrastphase ab, die die Quelle hier nicht nennt"));
        }

        if (set.Note is { } note)
        {
            notes.Add(new(note.TrimEnd('.'), (set.NoteDe ?? note).TrimEnd('.')));
        }

        return notes;
    }

    static string GermanPhase(string phase) => phase == "native" ? "nativem CT" : "CT mit Kontrastmittel";

    static string GermanInterval(string english) => english
        .Replace("from ", "ab ", StringComparison.Ordinal)
        .Replace(" to below ", " bis unter ", StringComparison.Ordinal)
        .Replace("below ", "unter ", StringComparison.Ordinal)
        .Replace('.', ',');

    /// <summary>A reason or note in both languages.</summary>
    sealed record Remark(string English, string German);
}
