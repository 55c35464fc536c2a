using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Components;
using DeepAnatomy.Evaluation.Muscle;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Evaluation.Sparse;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>The files of one case; null where there is none.</summary>
sealed record CaseFiles(string Name, string Prediction, string Reference, string? Ct, IReadOnlyList<(string? Label, string Path)> Probabilities);

/// <summary>What is looked at beside the metrics.</summary>
/// <param name="Slices">Counts slice by slice along k, foot to head where the map lies so.</param>
/// <param name="Components">Connected pieces and their matches.</param>
/// <param name="Islands">Pieces of the prediction beside its largest.</param>
sealed record StructureDetails(VoxelCounts[] Slices, ComponentMatching Components, Islands Islands);

/// <summary>One case that was measured, or the reason why not.</summary>
sealed record EvaluatedCase(string Name, IReadOnlyList<LabelResult> Labels, string? Problem)
{
    public CaseFiles? Files { get; init; }

    public Grid? Grid { get; init; }

    /// <summary>Whether surfaces were measured in the plane because the files are pictures.</summary>
    public bool IsPlane { get; init; }

    public string? PredictionSha256 { get; init; }

    public string? ReferenceSha256 { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyDictionary<string, StructureDetails> Details { get; init; } = new Dictionary<string, StructureDetails>();

    public IReadOnlyDictionary<string, SparseOverlap> Sparse { get; init; } = new Dictionary<string, SparseOverlap>();

    public IReadOnlyDictionary<string, ProbabilityCase> Probabilities { get; init; } = new Dictionary<string, ProbabilityCase>();

    public IReadOnlyList<SideSwap> Sides { get; init; } = [];

    public MuscleComparison? Muscle { get; init; }

    /// <summary>How the slice of the muscle figures was chosen.</summary>
    public string? SliceRule { get; init; }
}

/// <summary>An evaluation of one or many cases.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Cases">In the order of their names.</param>
/// <param name="IsPair">Whether two files were given.</param>
/// <param name="IsPartial">Whether the user stopped it before all cases were measured.</param>
sealed record EvaluationReport(EvaluationRequest Request, IReadOnlyList<EvaluatedCase> Cases, bool IsPair, bool IsPartial = false)
{
    public IEnumerable<EvaluatedCase> Measured => Cases.Where(c => c.Problem is null);
}
