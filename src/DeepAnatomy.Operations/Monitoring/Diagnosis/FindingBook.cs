using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The findings of a run, in the order they were first seen.</summary>
sealed class FindingBook
{
    readonly List<Finding> findings = [];
    readonly Dictionary<(string Rule, string Subject), int> active = [];

    public ImmutableArray<Finding> Findings => [.. findings];

    public bool IsRaised(Rule rule, string subject) => active.ContainsKey((rule.Name, subject));

    /// <summary>Enters a finding, or what is new of the one that holds already; it keeps its beginning and its worst severity.</summary>
    public void Raise(Rule rule, string subject, FindingSeverity severity, long from, long to, ImmutableArray<string> series, FindingText text, (string Name, double Value)[] numbers)
    {
        var table = numbers.ToImmutableSortedDictionary(number => number.Name, number => number.Value, StringComparer.Ordinal);
        if (active.TryGetValue((rule.Name, subject), out var at))
        {
            var before = findings[at];
            findings[at] = before with { Severity = severity > before.Severity ? severity : before.Severity, ToStep = to, Numbers = table, Text = text, Series = series };
            return;
        }

        var key = FreeKey(subject.Length == 0 ? $"{rule.Name}@{from}" : $"{rule.Name}:{subject}@{from}");
        active[(rule.Name, subject)] = findings.Count;
        findings.Add(new(key, rule.Name, rule.Version, severity, from, to, true, series, table, text));
    }

    public void Clear(Rule rule, string subject, long step)
    {
        if (active.Remove((rule.Name, subject), out var at))
        {
            findings[at] = findings[at] with { IsActive = false, ToStep = Math.Max(findings[at].FromStep, step) };
        }
    }

    /// <summary>Closes what was found at steps that are done again.</summary>
    public void Rewind(long step)
    {
        foreach (var (key, at) in active.ToArray())
        {
            if (findings[at].FromStep > step)
            {
                active.Remove(key);
                findings[at] = findings[at] with { IsActive = false };
            }
        }
    }

    // The same may be found at the same step again after a rollback.
    string FreeKey(string key)
    {
        var free = key;
        for (var n = 2; findings.Exists(finding => finding.Key == free); n++)
        {
            free = $"{key}.{n}";
        }

        return free;
    }
}
