using DeepAnatomy.Operations.Monitoring.Lines;

namespace DeepAnatomy.Operations.Monitoring.Journal;

/// <summary>Writes rows into a block.</summary>
static class RowWriter
{
    public static void Line(ByteBuffer block, ParsedLine line, ReadOnlySpan<byte> json)
    {
        block.Byte(line.IsPoints ? Rows.Points : Rows.Event);
        block.Int32(line.Session);
        block.Int64(line.Seq);
        block.Int64(line.Time);
        block.Int64(line.Step);
        if (!line.IsPoints)
        {
            block.Text(line.Kind);
            block.Block(json);
            return;
        }

        block.Int32(line.Count);
        for (var n = 0; n < line.Count; n++)
        {
            block.Int32(line.Ids[n]);
            block.Double(line.Values[n]);
        }
    }

    public static void Name(ByteBuffer block, string name)
    {
        block.Byte(Rows.Name);
        block.Text(name);
    }

    public static void SourceOffset(ByteBuffer block, int session, long offset)
    {
        block.Byte(Rows.SourceOffset);
        block.Int32(session);
        block.Int64(offset);
    }
}
