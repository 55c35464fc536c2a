using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Segments;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>Writes a store with one series of 100 M points straight into a segment.</summary>
static class HugeSeries
{
    const int Pieces = 20;
    const int PieceLength = 5_000_000;

    public static void Write(string folder)
    {
        var chance = new Random(3);
        var values = Enumerable.Range(0, PieceLength).Select(_ => chance.NextDouble()).ToArray();
        var session = new SessionLog(1) { Acknowledged = 1, LastStep = Pieces * PieceLength };
        session.Hear(0);
        var state = new SegmentState(["loss"], [session], []);
        const string Name = "segment-000002.blsg";
        SegmentWriter.Write(Path.Combine(folder, Name), state, [new TrackPoints(1, 0, [.. Enumerable.Range(0, Pieces).Select(n => new Part((long)n * PieceLength, values))], [new(0, 0, 1)])]);
        (Manifest.Fresh with { Segments = [Name], Next = 3 }).Write(folder);
    }

    sealed class Part(long start, double[] values) : Piece
    {
        public override int Count => values.Length;

        public override bool HasSortedTimes => true;

        public override ReadOnlySpan<double> Values => values;

        public override long Step(int index) => start + index + 1;

        public override long Time(int index) => (start + index) * TimeSpan.TicksPerMillisecond;
    }
}
