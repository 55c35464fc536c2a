using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>Points of a track that go into a segment.</summary>
/// <param name="Session">Number of the session.</param>
/// <param name="Name">Number of the series' name.</param>
/// <param name="Pieces">In order; at least one point.</param>
/// <param name="Parts">Where parts begin, of the whole track.</param>
sealed record TrackPoints(int Session, int Name, IReadOnlyList<Piece> Pieces, TrackPart[] Parts)
{
    public int Count => checked(Pieces.Sum(piece => piece.Count));
}
