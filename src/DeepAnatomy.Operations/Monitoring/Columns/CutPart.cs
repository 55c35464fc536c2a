namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>A part of a track and the last step of it that counts.</summary>
/// <param name="Track">Whose.</param>
/// <param name="Start">Index of its first point in the track.</param>
/// <param name="End">Index behind its last point.</param>
/// <param name="Limit">Points with a larger step are superseded.</param>
readonly record struct CutPart(Track Track, long Start, long End, long Limit);
