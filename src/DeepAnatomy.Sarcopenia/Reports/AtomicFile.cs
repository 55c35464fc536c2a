namespace DeepAnatomy.Sarcopenia.Reports;

/// <summary>Writes a file so that it is there whole or not at all.</summary>
static class AtomicFile
{
    /// <returns>The path.</returns>
    public static string Write(string path, byte[] bytes)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
