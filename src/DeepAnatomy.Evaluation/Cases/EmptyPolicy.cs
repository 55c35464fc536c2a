namespace DeepAnatomy.Evaluation.Cases;

/// <summary>The values that stand for a metric when the prediction, the reference or both lack a structure. NaN means that the value takes no part.</summary>
/// <param name="Dice">Dice.</param>
/// <param name="Jaccard">Jaccard.</param>
/// <param name="Hausdorff">HD.</param>
/// <param name="Percentile">HD95.</param>
/// <param name="Average">ASSD and MASD.</param>
/// <param name="SurfaceDice">NSD and boundary IoU.</param>
public sealed record EmptyValues(double Dice, double Jaccard, double Hausdorff, double Percentile, double Average, double SurfaceDice);

/// <summary>What stands for structures that one or both masks lack; each tool has its own answer. Sources: SEMANTICS.md.</summary>
/// <param name="Name">In short, printed with the results.</param>
/// <param name="AbsentInBoth">Neither has it.</param>
/// <param name="Missed">Only the reference has it.</param>
/// <param name="Spurious">Only the prediction has it.</param>
/// <param name="UsesDiagonal">Whether an infinite distance is given as the diagonal of the image field, mm.</param>
public sealed record EmptyPolicy(string Name, EmptyValues AbsentInBoth, EmptyValues Missed, EmptyValues Spurious, bool UsesDiagonal = false)
{
    const double NaN = double.NaN;
    const double Inf = double.PositiveInfinity;

    /// <summary>Absent in both: left out and counted. Missed or spurious: the worst value; for distances the diagonal of the image field.</summary>
    public static EmptyPolicy WorstCase { get; } = new("absent in both: n/a; missed or spurious: worst, distances = image diagonal", All(NaN), Worst, Worst, UsesDiagonal: true);

    /// <summary>google-deepmind/surface-distance.</summary>
    public static EmptyPolicy SurfaceDistance { get; } = new("surface-distance", new(NaN, NaN, Inf, Inf, NaN, NaN), new(0, 0, Inf, Inf, NaN, 0), new(0, 0, Inf, Inf, NaN, 0));

    /// <summary>MetricsReloaded.</summary>
    public static EmptyPolicy MetricsReloaded { get; } = new("MetricsReloaded", new(1, NaN, 0, 0, 0, 1), new(0, 0, NaN, NaN, NaN, 0), new(0, 0, NaN, NaN, NaN, 0));

    /// <summary>MONAI with <c>ignore_empty</c>.</summary>
    public static EmptyPolicy Monai { get; } = new("MONAI, ignore_empty", All(NaN), new(0, 0, Inf, NaN, Inf, 0), new(NaN, NaN, Inf, NaN, Inf, 0));

    /// <summary>medpy: distances raise an error.</summary>
    public static EmptyPolicy Medpy { get; } = new("medpy", new(1, 1, NaN, NaN, NaN, NaN), new(0, 0, NaN, NaN, NaN, NaN), new(0, 0, NaN, NaN, NaN, NaN));

    /// <summary>panoptica.</summary>
    public static EmptyPolicy Panoptica { get; } = new("panoptica", All(NaN), new(0, 0, Inf, Inf, Inf, 0), new(0, 0, Inf, Inf, Inf, 0));

    /// <summary>ITK: overlap of nothing is infinite, distances raise an error.</summary>
    public static EmptyPolicy Itk { get; } = new("ITK", new(Inf, double.MaxValue, NaN, NaN, NaN, NaN), new(0, 0, NaN, NaN, NaN, NaN), new(0, 0, NaN, NaN, NaN, NaN));

    static EmptyValues Worst => new(0, 0, Inf, Inf, Inf, 0);

    /// <summary>The values for a state.</summary>
    /// <exception cref="ArgumentException">The structure is in both.</exception>
    public EmptyValues For(LabelState state, double diagonalMm)
    {
        var values = state switch
        {
            LabelState.AbsentInBoth => AbsentInBoth,
            LabelState.Missed => Missed,
            LabelState.Spurious => Spurious,
            _ => throw new ArgumentException("The structure is in both masks.", nameof(state)),
        };
        double Finite(double v) => UsesDiagonal && double.IsInfinity(v) ? diagonalMm : v;
        return values with { Hausdorff = Finite(values.Hausdorff), Percentile = Finite(values.Percentile), Average = Finite(values.Average) };
    }

    static EmptyValues All(double v) => new(v, v, v, v, v, v);
}
