namespace DeepAnatomy.Networks.Scripts;

/// <summary>Reads <c>import</c> statements: binds the names and says which lines change.</summary>
sealed class ImportReader(List<PythonToken> tokens, ImportedNames imports, HintList hints)
{
    const string KerasThree = "Keras 3 is the package keras; tf.keras follows the TensorFlow that is installed.";

    /// <summary>Reads one statement.</summary>
    /// <param name="at">Index of <c>import</c> or <c>from</c>.</param>
    /// <returns>Index after the statement.</returns>
    public int Read(int at)
    {
        var end = at;
        while (end < tokens.Count && tokens[end].Kind != PythonTokenKind.NewLine && !tokens[end].Is(";"))
        {
            end++;
        }

        if (tokens[at].Is("import"))
        {
            Plain(at, end);
        }
        else
        {
            From(at, end);
        }

        return end;
    }

    void Plain(int at, int end)
    {
        for (var next = at + 1; next < end;)
        {
            if (DottedName.Read(tokens, next) is not { } module)
            {
                return;
            }

            next = module.End;
            var alias = Alias(ref next, end);
            imports.Bind(alias ?? module.Parts[0], alias is null ? module.Parts[0] : module.Text);
            Moved(tokens[at], $"import {module.Text}", module.Text, path => $"import {path}{(alias is null ? "" : $" as {alias}")}");
            next++;
        }
    }

    void From(int at, int end)
    {
        // Relative imports (`from . import x`) and broken lines name no library.
        if (DottedName.Read(tokens, at + 1) is not { } module || module.End >= end || !tokens[module.End].Is("import"))
        {
            return;
        }

        var (names, told) = (0, 0);
        for (var next = module.End + 1; next < end; next++)
        {
            if (tokens[next].Is("*"))
            {
                imports.BindAll(module.Text);
            }
            else if (tokens[next].IsName)
            {
                var token = tokens[next];
                var path = $"{module.Text}.{token.Text}";
                next++;
                imports.Bind(Alias(ref next, end) ?? token.Text, path);
                names++;
                told += Removed(token, path) || Package(tokens[at], path) ? 1 : 0;
            }
        }

        if (told < names || names == 0)
        {
            Moved(tokens[at], $"from {module.Text}", module.Text, ModuleLine);
        }
    }

    string? Alias(ref int next, int end)
    {
        if (next + 1 < end && tokens[next].Is("as"))
        {
            next += 2;
            return tokens[next - 1].Text;
        }

        return null;
    }

    // A name that the table knows is told with its own reason.
    bool Removed(PythonToken token, string path)
    {
        var canonical = ImportedNames.Canonical(path);
        if (ScriptRules.Instance.FindName(canonical) is { } found)
        {
            hints.Add(token, path, found.Rule.New.StartsWith("keras.", StringComparison.Ordinal) ? found.Rule.New + found.Inside : found.Rule.New, found.Rule.Why, found.Rule.Severity);
            return true;
        }

        if (canonical.StartsWith("keras.backend.", StringComparison.Ordinal) && ScriptRules.Instance.Backend.TryGetValue(token.Text, out var replacement))
        {
            hints.Add(token, path, replacement, NameChecks.BackendGone, HintSeverity.Error);
            return true;
        }

        return false;
    }

    // from tensorflow import keras
    bool Package(PythonToken at, string path)
    {
        if (path == "keras" || ImportedNames.Canonical(path) != "keras")
        {
            return false;
        }

        hints.Add(at, $"from {path[..path.LastIndexOf('.')]} import keras", "import keras", KerasThree, HintSeverity.Advice);
        return true;
    }

    void Moved(PythonToken at, string old, string module, Func<string, string> line)
    {
        var canonical = ImportedNames.Canonical(module);
        if (canonical == module && module != "tensorflow")
        {
            return;
        }

        if (canonical == "keras" || canonical.StartsWith("keras.", StringComparison.Ordinal))
        {
            hints.Add(at, old, line(canonical), module.StartsWith("tf_keras", StringComparison.Ordinal) ? "tf_keras is Keras 2." : KerasThree, HintSeverity.Advice);
        }
        else if (module.StartsWith("tensorflow.compat", StringComparison.Ordinal))
        {
            hints.Add(at, old, "", "The compatibility modules of TensorFlow 1 work with TensorFlow only.", HintSeverity.Advice);
        }
    }

    static string ModuleLine(string path) => $"from {path}";
}
