using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Scripts;

/// <summary>Reads Python sources written for Keras 2 (<c>tf.keras</c>) and says what Keras 3 wants otherwise. Reads only; a source is never changed or run.</summary>
public static class ScriptMigration
{
    /// <summary>All places that need a hand, in order of appearance; empty for a script that is Keras 3 already.</summary>
    /// <param name="text">The source. Text that is not Python gives no hints and no error.</param>
    /// <param name="fileName">Name that the hints carry.</param>
    public static ImmutableArray<ScriptHint> Scan(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hints = new HintList(fileName);
        new ScriptScanner(PythonTokenizer.Cut(text), hints).Run();
        return hints.Sorted();
    }
}
