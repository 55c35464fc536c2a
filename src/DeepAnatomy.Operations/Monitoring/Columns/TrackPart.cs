namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>A part of a track in which steps never go back.</summary>
/// <param name="Start">Index of its first point in the track.</param>
/// <param name="Part">Number of the session's part, from 0.</param>
/// <param name="FirstStep">Step of its first point.</param>
readonly record struct TrackPart(long Start, int Part, long FirstStep);
