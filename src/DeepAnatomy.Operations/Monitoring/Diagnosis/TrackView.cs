using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The points of a series in a session, as they were when it was taken.</summary>
/// <param name="Name">Number of the series' name.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Part">Layer or class.</param>
/// <param name="Pieces">The points.</param>
/// <param name="Count">How many.</param>
/// <param name="Parts">Where parts begin.</param>
sealed record TrackView(int Name, Quantity Quantity, string Part, Piece[] Pieces, long Count, TrackPart[] Parts)
{
    /// <summary>Index behind the last point of the session's parts up to one.</summary>
    public long EndOf(int part)
    {
        foreach (var one in Parts)
        {
            if (one.Part > part)
            {
                return one.Start;
            }
        }

        return Count;
    }
}
