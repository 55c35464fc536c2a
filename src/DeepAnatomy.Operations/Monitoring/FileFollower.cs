using System.Globalization;

namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Brings the lines that a trainer writes into the files of its run (<c>metrics/session-NNNN.jsonl</c>) into the store.</summary>
/// <param name="folder">The folder <c>metrics</c> of the run; it need not be there yet.</param>
/// <param name="series">The store of the run.</param>
public sealed class FileFollower(string folder, RunSeries series)
{
    const int ChunkLength = 1 << 20;
    const int LongestLine = 2 << 20;
    byte[] chunk = new byte[ChunkLength];

    /// <summary>Why following has stopped at a line of a file; null while it goes on.</summary>
    public string? Problem { get; private set; }

    /// <summary>Takes what is new in all files. A last line without its end is left for the next time.</summary>
    /// <returns>Lines that were new.</returns>
    public int Read()
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var offsets = series.Sessions.ToDictionary(session => session.Number, session => session.SourceOffset);
        Problem = null;
        return Files().Sum(file => ReadFile(file.Path, offsets.GetValueOrDefault(file.Session)));
    }

    IEnumerable<(string Path, int Session)> Files() =>
        from path in Directory.EnumerateFiles(folder, "session-*.jsonl")
        let number = int.TryParse(Path.GetFileNameWithoutExtension(path)["session-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0
        where number > 0
        orderby number
        select (path, number);

    int ReadFile(string path, long offset)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        if (length < offset)
        {
            Problem = $"{path} is shorter than what was read of it already.";
            return 0;
        }

        var accepted = 0;
        while (offset < length)
        {
            var count = RandomAccess.Read(file, chunk, offset);
            var whole = chunk.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            if (whole == 0)
            {
                if (!Grow(count, path))
                {
                    break;
                }

                continue;
            }

            var answer = series.Append(chunk.AsSpan(0, whole), offset + whole);
            accepted += answer.Accepted;
            if (answer.Problem is { } problem)
            {
                Problem = $"{path}, behind byte {offset}: {problem.Text}";
                break;
            }

            offset += whole;
        }

        return accepted;
    }

    // A line may be longer than what is read at once; one that is just not finished yet is waited for.
    bool Grow(int count, string path)
    {
        if (count < chunk.Length)
        {
            return false;
        }

        if (chunk.Length >= LongestLine)
        {
            Problem = $"{path} has a line that is longer than {LongestLine} bytes.";
            return false;
        }

        Array.Resize(ref chunk, LongestLine);
        return true;
    }
}
