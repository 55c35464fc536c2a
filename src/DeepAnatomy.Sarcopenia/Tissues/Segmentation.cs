using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The tissues of one CT.</summary>
/// <param name="Labels">Values of <see cref="ProductLabels.Set"/> on the grid of the CT; 0 is outside the body (arms, table and air included).</param>
/// <param name="Body">1 inside the skin of the trunk: the union of all labels.</param>
/// <param name="Notes">What could not be found, was left out or looks doubtful; one sentence each, for the report.</param>
public sealed record Segmentation(LabelMap Labels, Volume<byte> Body, IReadOnlyList<string> Notes);

/// <summary>How far a segmentation is.</summary>
/// <param name="Stage">What is being found, for example <c>body</c>.</param>
/// <param name="Fraction">0 … 1 of the whole work.</param>
public sealed record SegmentationProgress(string Stage, double Fraction);
