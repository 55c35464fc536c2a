using System.Collections.Immutable;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Collects rows; the only place that turns a <see cref="Figure"/> into a <see cref="Measurement"/>.</summary>
sealed class MeasurementList
{
    readonly ImmutableArray<Measurement>.Builder rows = ImmutableArray.CreateBuilder<Measurement>();

    public ImmutableArray<Measurement> ToImmutable() => rows.ToImmutable();

    public void Add(string id, (string Group, string Side) of, SliceSelection at, Figure figure, string unit, HuWindow? window, string definition, string? rule = null) =>
        rows.Add(new(id, of.Group, of.Side, at.Level, figure.Value, unit, window, rule ?? at.Rule, figure.Reason, definition));

    public Figure Find(string id, string group) =>
        rows.FirstOrDefault(r => r.Id == id && r.Group == group && r.Side == "both") is { } row
            ? Figure.Of(row.Value, row.Reason ?? "not measured")
            : Figure.Missing("not measured");
}
