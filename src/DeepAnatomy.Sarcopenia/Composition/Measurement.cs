namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>One reported number, with everything needed to read it right: a number or a reason, never a silent zero.</summary>
/// <param name="Id">What is measured, for example <c>SMA</c>, <c>SMI</c>, <c>SMRA</c>, <c>IMAT</c>, <c>SAT</c>, <c>VAT</c>; defined in SEMANTICS.md.</param>
/// <param name="Group">Muscle group or tissue, for example <c>skeletal_muscle</c>, <c>paravertebral</c>.</param>
/// <param name="Side"><c>left</c>, <c>right</c> or <c>both</c>.</param>
/// <param name="Level">Level or range, for example <c>L3</c> or <c>L1-L5</c>.</param>
/// <param name="Value">The number, or null with a <paramref name="Reason"/>.</param>
/// <param name="Unit">Unit, for example <c>cm2</c>, <c>cm2/m2</c>, <c>HU</c>, <c>percent</c>, <c>cm3</c>, <c>cm</c>.</param>
/// <param name="WindowHu">HU window, both bounds inclusive, or null where none applies.</param>
/// <param name="Rule">The slice rule or range rule that was used.</param>
/// <param name="Reason">Why there is no value; null when there is one.</param>
/// <param name="Definition">The numbered rule of SEMANTICS.md, for example <c>S3</c>.</param>
public sealed record Measurement(
    string Id,
    string Group,
    string Side,
    string Level,
    double? Value,
    string Unit,
    HuWindow? WindowHu,
    string Rule,
    string? Reason,
    string Definition);

/// <summary>An interval of Hounsfield units, both bounds inclusive.</summary>
/// <param name="Name">Name of the window, for example <c>muscle</c>.</param>
/// <param name="Low">Lowest HU inside.</param>
/// <param name="High">Highest HU inside.</param>
public sealed record HuWindow(string Name, short Low, short High)
{
    /// <summary>Whether a value lies inside.</summary>
    public bool Contains(short hu) => hu >= Low && hu <= High;
}
