namespace DeepAnatomy.Cli.Sending;

/// <summary>The lines of one session that a server does not have yet: the file of the session itself, and how far it is acknowledged.</summary>
/// <param name="path">The file, which may still grow.</param>
sealed class SessionSpool(string path)
{
    /// <summary>Most bytes of a batch (run protocol).</summary>
    public const int LargestBatch = 1 << 20;

    long offset;

    /// <summary>Lines the server has.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The next whole lines; empty when all are acknowledged. The first batch is one line: its answer says what the server has already.</summary>
    /// <param name="most">Most bytes.</param>
    /// <exception cref="InvalidDataException">A line is longer than a batch may be.</exception>
    public byte[] Next(int most = LargestBatch)
    {
        using var file = Open();
        file.Position = offset;
        var buffer = new byte[Math.Min(most, Math.Max(0, file.Length - offset))];
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var bytes = buffer.AsSpan(0, read);
        var end = (Acknowledged == 0 ? bytes.IndexOf((byte)'\n') : bytes.LastIndexOf((byte)'\n')) + 1;
        return end > 0 || read < LargestBatch ? buffer[..end] : throw new InvalidDataException($"{path}: a line is longer than {LargestBatch:#,0} bytes.");
    }

    /// <summary>Goes on behind the line that the server has as last one, be it before or after what was sent.</summary>
    public void Advance(long acknowledged)
    {
        if (acknowledged < Acknowledged)
        {
            (offset, Acknowledged) = (0, 0);
        }

        using var file = Open();
        file.Position = offset;
        var buffer = new byte[1 << 16];
        while (Acknowledged < acknowledged && file.Read(buffer) is > 0 and var read)
        {
            for (var n = 0; n < read && Acknowledged < acknowledged; n++)
            {
                offset++;
                Acknowledged += buffer[n] == '\n' ? 1 : 0;
            }
        }
    }

    /// <summary>Whole lines that are not acknowledged.</summary>
    public long Unsent()
    {
        using var file = Open();
        file.Position = offset;
        var buffer = new byte[1 << 16];
        var lines = 0L;
        while (file.Read(buffer) is > 0 and var read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return lines;
    }

    FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
