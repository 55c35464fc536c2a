using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeepAnatomy.Sarcopenia.CutOffs;

/// <summary>A published set of limits, as data.</summary>
public sealed record CutOffSet
{
    /// <summary>Identifier, unique in a library, for example <c>martin-2013</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for a table.</summary>
    public required string Name { get; init; }

    /// <summary>German name; null when it is the same.</summary>
    public string? NameDe { get; init; }

    /// <summary>Full citation.</summary>
    public required string Citation { get; init; }

    /// <summary>In whom the limits were derived.</summary>
    public required string Population { get; init; }

    /// <summary>The population in German; null falls back on English.</summary>
    public string? PopulationDe { get; init; }

    /// <summary>Level the limits were derived at, for example <c>L3</c>.</summary>
    public required string Level { get; init; }

    /// <summary>Contrast phase of the source, <c>native</c> or <c>contrast</c>; null when the source does not say.</summary>
    public string? Phase { get; init; }

    /// <summary>What kind of limits they are.</summary>
    public required string Kind { get; init; }

    /// <summary><c>primary</c>, <c>secondary</c> or <c>code</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What to mind about the source.</summary>
    public string? SourceNote { get; init; }

    /// <summary>What to mind about the limits.</summary>
    public string? Note { get; init; }

    /// <summary>The note in German; null falls back on English.</summary>
    public string? NoteDe { get; init; }

    /// <summary>The limits with their conditions.</summary>
    public required ImmutableArray<CutOffRule> Rules { get; init; }
}

/// <summary>One limit and for whom it holds.</summary>
public sealed record CutOffRule
{
    /// <summary>Identifier of the measurement, for example <c>SMI</c>.</summary>
    public required string Measurement { get; init; }

    /// <summary>Group of the measurement.</summary>
    public required string Group { get; init; }

    /// <summary>Unit of the limit; must be the measurement's.</summary>
    public required string Unit { get; init; }

    /// <summary><c>&lt;</c>, <c>&lt;=</c> (low values count), <c>&gt;</c> or <c>&gt;=</c> (high values count).</summary>
    public required string Comparison { get; init; }

    /// <summary>The limit.</summary>
    public required double Threshold { get; init; }

    /// <summary><c>M</c> or <c>F</c>; null for both.</summary>
    public string? Sex { get; init; }

    /// <summary>BMI for which it holds, kg/m²; null for any.</summary>
    public Interval? Bmi { get; init; }

    /// <summary>Age for which it holds, completed years; null for any.</summary>
    public Interval? AgeYears { get; init; }

    /// <summary>Whether low values are the notable ones.</summary>
    [JsonIgnore]
    public bool IsLow => Comparison.StartsWith('<');

    /// <summary>Whether a value is on the notable side of the limit.</summary>
    public bool IsMet(double value) => Comparison switch
    {
        "<" => value < Threshold,
        "<=" => value <= Threshold,
        ">" => value > Threshold,
        ">=" => value >= Threshold,
        _ => throw new InvalidOperationException($"Unknown comparison '{Comparison}'."),
    };
}

/// <summary>A half-open interval: from (included) up to below (excluded); a missing bound is open.</summary>
public sealed record Interval
{
    /// <summary>Lowest value inside.</summary>
    public double? From { get; init; }

    /// <summary>First value that is too large.</summary>
    public double? Below { get; init; }

    /// <summary>Whether the value lies inside.</summary>
    public bool Contains(double value) => (From is null || value >= From) && (Below is null || value < Below);

    /// <inheritdoc/>
    public override string ToString() => (From, Below) switch
    {
        ({ } from, { } below) => $"{from} to below {below}",
        ({ } from, null) => $"from {from}",
        (null, { } below) => $"below {below}",
        _ => "any",
    };
}
