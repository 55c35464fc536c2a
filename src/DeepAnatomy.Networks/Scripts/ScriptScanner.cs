namespace DeepAnatomy.Networks.Scripts;

/// <summary>One pass over the tokens of a script: follows imports, scopes and a few values, and asks the checks about every name and call.</summary>
sealed class ScriptScanner
{
    readonly List<PythonToken> tokens;
    readonly ImportedNames imports = new();
    readonly ScopeStack scopes = new();
    readonly ValueTracker values;
    readonly ImportReader importReader;
    readonly NameChecks names;
    readonly MethodChecks methods;

    public ScriptScanner(List<PythonToken> tokens, HintList hints)
    {
        this.tokens = tokens;
        values = new(tokens, imports);
        importReader = new(tokens, imports, hints);
        names = new(tokens, hints, scopes, values);
        methods = new(tokens, hints, scopes, values, imports);
    }

    public void Run()
    {
        var lineStart = true;
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind is PythonTokenKind.NewLine or PythonTokenKind.Indent or PythonTokenKind.Dedent)
            {
                scopes.Follow(token.Kind);
                lineStart = true;
                continue;
            }

            if (lineStart)
            {
                scopes.Follow(token.Kind);
                at = StartOfLine(at);
                lineStart = false;
                if (at >= tokens.Count || tokens[at].Kind == PythonTokenKind.NewLine)
                {
                    at--;
                    lineStart = true;
                    continue;
                }
            }

            at = Expression(at);
        }
    }

    // Statements that bind names. Gives the index at which expressions start.
    int StartOfLine(int at)
    {
        if (tokens[at].Is("import") || tokens[at].Is("from"))
        {
            return importReader.Read(at);
        }

        if (tokens[at].Is("async"))
        {
            at++;
        }

        if (at + 1 < tokens.Count && (tokens[at].Is("class") || tokens[at].Is("def")))
        {
            var isClass = tokens[at].Is("class");
            var name = tokens[at + 1].Text;
            scopes.Expect(isClass, isClass && DerivesFromKeras(at + 2), name);
            values.Forget(name);
            return isClass ? at + 2 : CallArgument.Close(tokens, at + 2) + 1;
        }

        if (tokens[at].Is("if") || tokens[at].Is("while"))
        {
            names.Condition(at, imports);
        }

        values.Assignment(at);
        return at;
    }

    bool DerivesFromKeras(int open) =>
        open < tokens.Count && tokens[open].Is("(")
        && CallArgument.Of(tokens, open).Any(b => DottedName.Read(tokens, b.Start) is { } name && imports.Resolve(name.Parts) is { } path && IsBase(ImportedNames.Canonical(path)));

    static bool IsBase(string path) => path.StartsWith("keras.", StringComparison.Ordinal) && (path is "keras.Model" or "keras.Layer" or "keras.Sequential" || path.StartsWith("keras.layers.", StringComparison.Ordinal));

    int Expression(int at)
    {
        if (!tokens[at].IsName)
        {
            return at;
        }

        var name = DottedName.Read(tokens, at)!;
        var attribute = at > 0 && tokens[at - 1].Is(".");
        var keyword = !attribute && name.Parts.Count == 1 && name.End < tokens.Count && tokens[name.End].Is("=") && at > 0 && (tokens[at - 1].Is("(") || tokens[at - 1].Is(","));
        if (keyword)
        {
            return at;
        }

        if (!attribute && imports.Resolve(name.Parts) is { } path)
        {
            names.Name(name, path);
        }
        else if (imports.ConcernKeras)
        {
            methods.Chain(name, attribute);
        }

        return name.End - 1;
    }
}
