using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>What the quality checks look at.</summary>
/// <param name="Hu">Canonical CT.</param>
/// <param name="Labels">Canonical label map.</param>
/// <param name="Facts">Acquisition.</param>
/// <param name="Table">The filled table.</param>
/// <param name="Regions">The groups bound to it.</param>
/// <param name="Level">The level.</param>
/// <param name="At">The slices measured at the level.</param>
/// <param name="Body">The body in the level's slice, or null without a level.</param>
sealed record QualitySubject(
    Volume<short> Hu,
    LabelMap Labels,
    AcquisitionFacts Facts,
    SliceTable Table,
    RegionSet Regions,
    LevelFinding Level,
    SliceSelection At,
    byte[]? Body)
{
    /// <summary>Whether there are slices to look at.</summary>
    public bool HasLevel => At.Reason is null && Level.SliceK is not null;
}
