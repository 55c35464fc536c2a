using DeepAnatomy.Evaluation.Cases;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>What the user asks of an evaluation.</summary>
sealed record EvaluationRequest(MetricProfile Profile, double[] TolerancesMm, string[] Labels, bool Resamples, bool MeasuresSurfaces)
{
    /// <summary>Names or values of the reference that mean «nobody looked here».</summary>
    public string[] Undefined { get; init; } = [];

    /// <summary>Name or value of the reference that means «could be either».</summary>
    public string? Uncertain { get; init; }

    /// <summary>Probability maps as <c>NAME=FILE</c>, or <c>FILE</c> where there is one structure; folders for folders.</summary>
    public string[] Probabilities { get; init; } = [];

    /// <summary>Bins of the reliability diagram.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>The CT, or the folder of CTs: adds the errors of muscle figures, and pictures.</summary>
    public string? Ct { get; init; }

    /// <summary>How labels of two maps are matched; see <see cref="LabelMatch"/>.</summary>
    public string? MatchLabels { get; init; }

    /// <summary>Whether components, islands, slices and sides are looked at too.</summary>
    public bool HasDetails { get; init; }
}
