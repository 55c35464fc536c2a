namespace DeepAnatomy.Networks.Archives;

/// <summary>Writes a file so that it is there as a whole or not at all: beside the target, flushed to disk, then renamed.</summary>
static class AtomicFile
{
    static int counter;

    /// <summary>Writes a file; a file of that name is replaced only when all was written.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Writes the content to a seekable stream; when it throws, nothing is left behind.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Environment.ProcessId}-{Interlocked.Increment(ref counter)}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
