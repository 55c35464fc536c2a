namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>A number on its way to a <see cref="Measurement"/>: either finite, or missing with a reason. What is computed from a missing one is missing for the same reason.</summary>
/// <remarks><c>default</c> is missing without a reason and never made by the factories.</remarks>
readonly record struct Figure
{
    Figure(double? value, string? reason) => (Value, Reason) = (value, reason);

    public double? Value { get; }

    public string? Reason { get; }

    public static Figure Of(double value) => double.IsFinite(value) ? new(value, null) : new(null, "the result is not a finite number");

    public static Figure Of(double? value, string reasonIfNull) => value is { } number ? Of(number) : Missing(reasonIfNull);

    public static Figure Missing(string reason) => new(null, reason);

    public Figure Then(Func<double, double> compute) => Value is { } value ? Of(compute(value)) : this;

    public Figure With(Figure other, Func<double, double, double> compute) => (Value, other.Value) switch
    {
        ({ } a, { } b) => Of(compute(a, b)),
        (null, _) => this,
        _ => other,
    };
}
