using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>One vertebra as found, in fractional voxel coordinates of the canonical (LPS) grid.</summary>
/// <param name="Name"><c>T11</c> … <c>L5</c>, <c>S1</c>.</param>
/// <param name="CentreI">Centre of the vertebral body along i (to the patient's left).</param>
/// <param name="CentreJ">Centre of the vertebral body along j (to the back).</param>
/// <param name="CentreK">Centre of the vertebral body along k (to the head).</param>
/// <param name="BottomK">Inferior end plate at the body's centre line.</param>
/// <param name="TopK">Superior end plate at the body's centre line.</param>
/// <param name="IsWhole">Whether the scan shows it from end plate to end plate; otherwise the centre is extrapolated and one end plate is the edge of what was seen.</param>
public sealed record Vertebra(string Name, double CentreI, double CentreJ, double CentreK, double BottomK, double TopK, bool IsWhole = true);

/// <summary>One way to name the vertebrae found.</summary>
/// <param name="LowestVertebra">Name of the lowest one.</param>
/// <param name="HighestVertebra">Name of the highest one.</param>
/// <param name="Probability">0 … 1; all ways together make 1.</param>
public sealed record NumberingCandidate(string LowestVertebra, string HighestVertebra, double Probability);

/// <summary>Where the spine runs: for every slice of the canonical (LPS) grid the centres of the spinal canal and of the vertebral column, and the vertebrae found.</summary>
/// <remarks>Positions are fractional voxel indices of the grid; NaN where the spine was not found in that slice.</remarks>
public sealed class SpineModel
{
    /// <summary>Creates a model.</summary>
    public SpineModel(Grid grid, ImmutableArray<(double I, double J)> canal, ImmutableArray<(double I, double J)> bodyCentre, ImmutableArray<Vertebra> vertebrae, double labelConfidence, string labelReason)
    {
        (Grid, Canal, BodyCentre, Vertebrae, LabelConfidence, LabelReason) = (grid, canal, bodyCentre, vertebrae, labelConfidence, labelReason);
    }

    /// <summary>The canonical grid that the indices refer to.</summary>
    public Grid Grid { get; }

    /// <summary>Centre of the spinal canal in every slice k.</summary>
    public ImmutableArray<(double I, double J)> Canal { get; }

    /// <summary>Centre of the vertebral body (or disc) in every slice k.</summary>
    public ImmutableArray<(double I, double J)> BodyCentre { get; }

    /// <summary>The vertebrae found, from foot to head.</summary>
    public ImmutableArray<Vertebra> Vertebrae { get; }

    /// <summary>How sure the names of the vertebrae are, 0 … 1.</summary>
    public double LabelConfidence { get; }

    /// <summary>How the names were decided, one sentence for the report.</summary>
    public string LabelReason { get; }

    /// <summary><see cref="LabelReason"/> in German; null when there is no German text.</summary>
    public string? LabelReasonDe { get; init; }

    /// <summary>All ways to name the vertebrae that have a probability of at least 1 %, the likeliest first; empty when none was weighed.</summary>
    public ImmutableArray<NumberingCandidate> Candidates { get; init; } = [];

    /// <summary>Whether ribs and lungs on one hand and sacrum and pelvis on the other tell different numbers, as with four or six lumbar vertebrae.</summary>
    public bool AnchorsDisagree { get; init; }

    /// <summary>Whether the names were weighed by anchors that the scan shows; false leaves only the usual proportions.</summary>
    public bool HasAnchors { get; init; }

    /// <summary>The pictures, the profile and the anchors that show how the names were decided; null when no vertebra was found.</summary>
    public SpineExplanation? Explanation { get; init; }

    /// <summary>The vertebra with a name, or null.</summary>
    public Vertebra? Find(string name) => Vertebrae.FirstOrDefault(v => v.Name == name);
}
