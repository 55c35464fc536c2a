namespace DeepAnatomy.Networks.Scripts;

/// <summary>Follows which variables hold symbolic tensors, layers, models or optimizers: plain assignments only, later ones win.</summary>
sealed class ValueTracker(List<PythonToken> tokens, ImportedNames imports)
{
    readonly Dictionary<string, ValueKind> kinds = new(StringComparer.Ordinal);
    readonly HashSet<string> severalOutputs = new(StringComparer.Ordinal);

    /// <summary>What is known of a variable (<c>self.model</c> as one name).</summary>
    public ValueKind this[string variable] => kinds.GetValueOrDefault(variable);

    /// <summary>True for a model with more than one output.</summary>
    public bool HasSeveralOutputs(string variable) => severalOutputs.Contains(variable);

    public void Forget(string name)
    {
        imports.Forget(name);
        kinds.Remove(name);
    }

    /// <summary>Reads a line that may be <c>name = expression</c>.</summary>
    /// <param name="at">Index of its first token.</param>
    public void Assignment(int at)
    {
        if (DottedName.Read(tokens, at) is not { } target || target.End >= tokens.Count || !tokens[target.End].Is("="))
        {
            return;
        }

        var value = target.End + 1;
        var name = DottedName.Read(tokens, value);
        var path = name is null ? null : imports.Resolve(name.Parts);
        var kind = KindOf(name, path);
        if (target.Parts.Count == 1)
        {
            Forget(target.Text);
            if (path is not null && tokens[name!.End].Kind == PythonTokenKind.NewLine)
            {
                imports.Bind(target.Text, path);
            }
        }

        kinds[target.Text] = kind;
        if (kind == ValueKind.Model && CallArgument.Of(tokens, name!.End).Any(IsListOfOutputs))
        {
            severalOutputs.Add(target.Text);
        }
    }

    /// <summary>True when a symbolic tensor stands inside a call's parentheses, not only a property of one.</summary>
    /// <param name="open">Index of the opening parenthesis.</param>
    public bool TakesTensor(int open)
    {
        var close = CallArgument.Close(tokens, open);
        for (var at = open + 1; at < close; at++)
        {
            if (tokens[at].IsName && this[tokens[at].Text] == ValueKind.Tensor && !tokens[at - 1].Is(".") && !tokens[at + 1].Is(".") && !tokens[at + 1].Is("="))
            {
                return true;
            }
        }

        return false;
    }

    bool IsListOfOutputs(CallArgument argument) =>
        argument.Name is { Text: "outputs" } && tokens[argument.Start].Is("[") && Enumerable.Range(argument.Start, argument.End - argument.Start).Any(at => tokens[at].Is(","));

    ValueKind KindOf(DottedName? name, string? path)
    {
        if (name is null || name.End >= tokens.Count || !tokens[name.End].Is("("))
        {
            return ValueKind.Unknown;
        }

        var canonical = path is null ? "" : ImportedNames.Canonical(path);
        var isLayer = canonical.StartsWith("keras.layers.", StringComparison.Ordinal);
        if (canonical == "keras.Input")
        {
            return ValueKind.Tensor;
        }

        if (canonical is "keras.Model" or "keras.Sequential" or "keras.models.load_model" || canonical.StartsWith("keras.applications.", StringComparison.Ordinal))
        {
            return ValueKind.Model;
        }

        if (canonical.StartsWith("keras.optimizers.", StringComparison.Ordinal))
        {
            return ValueKind.Optimizer;
        }

        var applied = isLayer ? CallArgument.Close(tokens, name.End) + 1 : name.End;
        var called = isLayer || canonical.StartsWith("keras.ops.", StringComparison.Ordinal) || this[name.Text] is ValueKind.Layer or ValueKind.Model;
        if (called && applied < tokens.Count && tokens[applied].Is("("))
        {
            return TakesTensor(applied) ? ValueKind.Tensor : ValueKind.Unknown;
        }

        return isLayer ? ValueKind.Layer : ValueKind.Unknown;
    }
}
