using DeepAnatomy.Cli.Terminals;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Cli.Models;

/// <summary>How the command line says what changed on the way from an older format.</summary>
static class MigrationText
{
    /// <summary>One line for each change, in the order in which the model has them.</summary>
    public static IEnumerable<string> Lines(IEnumerable<MigrationNote> notes) =>
        notes.Select(note => $"{Word(note.Kind),-9} {(note.Path.Length > 0 ? $"{note.Path}: " : "")}{note.Text}");

    /// <summary>Says on the error stream what is not the same as in the file.</summary>
    public static void WriteNotes(ReadModel read, Terminal terminal)
    {
        foreach (var line in Lines(read.Changes.Where(note => note.Kind is MigrationKind.Rewritten or MigrationKind.Guarded)).Concat(read.Notes))
        {
            terminal.Note($"note: {line}");
        }
    }

    public static string Word(MigrationKind kind) => kind.ToString().ToLowerInvariant();
}
