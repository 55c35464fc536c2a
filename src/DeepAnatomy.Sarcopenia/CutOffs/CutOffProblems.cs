namespace DeepAnatomy.Sarcopenia.CutOffs;

/// <summary>What is wrong with a set of limits, all problems at once.</summary>
static class CutOffProblems
{
    static readonly string[] Comparisons = ["<", "<=", ">", ">="];
    static readonly string[] Sources = ["primary", "secondary", "code"];

    public static IEnumerable<string> Of(CutOffSet set)
    {
        if (string.IsNullOrWhiteSpace(set.Id) || string.IsNullOrWhiteSpace(set.Citation) || string.IsNullOrWhiteSpace(set.Population))
        {
            yield return $"{set.Id}: id, citation and population must not be empty.";
        }

        if (!Sources.Contains(set.Source))
        {
            yield return $"{set.Id}: source '{set.Source}' is not one of {string.Join(", ", Sources)}.";
        }

        if (set.Phase is not (null or "native" or "contrast"))
        {
            yield return $"{set.Id}: phase '{set.Phase}' is neither native nor contrast.";
        }

        if (set.Rules.IsDefaultOrEmpty)
        {
            yield return $"{set.Id}: has no rules.";
            yield break;
        }

        for (var n = 0; n < set.Rules.Length; n++)
        {
            var rule = set.Rules[n];
            if (!Comparisons.Contains(rule.Comparison))
            {
                yield return $"{set.Id}, rule {n + 1}: comparison '{rule.Comparison}' is not one of {string.Join(" ", Comparisons)}.";
            }

            if (rule.Sex is not (null or "M" or "F"))
            {
                yield return $"{set.Id}, rule {n + 1}: sex '{rule.Sex}' is neither M nor F.";
            }

            if (!double.IsFinite(rule.Threshold))
            {
                yield return $"{set.Id}, rule {n + 1}: the threshold is not a number.";
            }

            if (IsEmpty(rule.Bmi) || IsEmpty(rule.AgeYears))
            {
                yield return $"{set.Id}, rule {n + 1}: an interval must have a from below its below.";
            }

            for (var m = 0; m < n; m++)
            {
                if (Overlap(rule, set.Rules[m]))
                {
                    yield return $"{set.Id}: rules {m + 1} and {n + 1} hold for the same person.";
                }
            }
        }
    }

    static bool IsEmpty(Interval? interval) => interval is { From: { } from, Below: { } below } && from >= below;

    static bool Overlap(CutOffRule a, CutOffRule b) =>
        a.Measurement == b.Measurement && a.Group == b.Group && (a.Sex is null || b.Sex is null || a.Sex == b.Sex) && Overlap(a.Bmi, b.Bmi) && Overlap(a.AgeYears, b.AgeYears);

    static bool Overlap(Interval? a, Interval? b) =>
        a is null || b is null || ((a.From ?? double.MinValue) < (b.Below ?? double.MaxValue) && (b.From ?? double.MinValue) < (a.Below ?? double.MaxValue));
}
