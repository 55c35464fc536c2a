using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.Lines;

/// <summary>Reads a batch of lines into a block of rows, up to the first line that cannot be taken.</summary>
sealed class BatchReading(LineParser parser, ByteBuffer block, RunState run)
{
    int session;
    long acknowledged;
    int accepted;
    int duplicates;

    public Acknowledgement Read(ReadOnlySpan<byte> lines)
    {
        LineProblem? problem = null;
        for (var number = 1; !lines.IsEmpty && problem is null; number++)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = (end < 0 ? lines : lines[..end]).TrimEnd((byte)'\r');
            lines = end < 0 ? [] : lines[(end + 1)..];
            problem = line.IsEmpty ? null : Take(line, number);
        }

        return new(session, acknowledged, accepted, duplicates, problem);
    }

    LineProblem? Take(ReadOnlySpan<byte> json, int number)
    {
        if (json.Length > LineParser.MaximumLineLength || block.Length > JournalFile.MaximumBody / 2)
        {
            return new(LineProblemKind.TooLarge, number, json.Length > LineParser.MaximumLineLength ? $"Line {number} is longer than {LineParser.MaximumLineLength} bytes." : "The batch is too large; send the rest as another one.");
        }

        if (parser.Read(json) is { } wrong)
        {
            return new(LineProblemKind.Malformed, number, $"Line {number}: {wrong}.");
        }

        var line = parser.Line;
        if (session == 0)
        {
            session = line.Session;
            acknowledged = run.FindSession(session)?.Acknowledged ?? 0;
        }

        if (line.Session != session)
        {
            return new(LineProblemKind.Malformed, number, $"Line {number} is of session {line.Session}, those before of session {session}; a batch holds lines of one session.");
        }

        if (line.Seq <= acknowledged)
        {
            duplicates++;
            return null;
        }

        if (line.Seq != acknowledged + 1)
        {
            return new(LineProblemKind.Gap, number, $"Line {number} has number {line.Seq}, but the last one kept has number {acknowledged}; send what is between.");
        }

        RowWriter.Line(block, line, json);
        acknowledged++;
        accepted++;
        return null;
    }
}
