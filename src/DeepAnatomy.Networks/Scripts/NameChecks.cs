namespace DeepAnatomy.Networks.Scripts;

/// <summary>What to say about a name of Keras or TensorFlow and about the call that follows it.</summary>
sealed class NameChecks(List<PythonToken> tokens, HintList hints, ScopeStack scopes, ValueTracker values)
{
    public const string BackendGone = "keras.backend keeps only settings; the functions are keras.ops.";

    readonly ScriptRules rules = ScriptRules.Instance;
    readonly CallChecks calls = new(tokens, hints, scopes);

    /// <summary>Judges one name.</summary>
    /// <param name="name">The name as it stands.</param>
    /// <param name="path">What it stands for.</param>
    public void Name(DottedName name, string path)
    {
        var canonical = ImportedNames.Canonical(path);
        var token = tokens[name.Start];
        if (canonical.StartsWith("keras.", StringComparison.Ordinal))
        {
            OfKeras(name, path, canonical, token);
        }
        else if (canonical.StartsWith("tensorflow.", StringComparison.Ordinal))
        {
            OfTensorFlow(name, canonical, token);
        }
    }

    /// <summary>A condition inside <c>call</c> that asks a tensor: autograph no longer turns it into a graph.</summary>
    /// <param name="at">Index of <c>if</c> or <c>while</c>.</param>
    /// <param name="imports">What names stand for.</param>
    public void Condition(int at, ImportedNames imports)
    {
        if (!scopes.InCall)
        {
            return;
        }

        for (var next = at + 1; next < tokens.Count && tokens[next].Kind != PythonTokenKind.NewLine; next++)
        {
            if (!tokens[next - 1].Is(".") && DottedName.Read(tokens, next) is { } name && imports.Resolve(name.Parts) is { } path
                && rules.FindOperation(ImportedNames.Canonical(path)) is not null && tokens[name.End].Is("("))
            {
                hints.Add(tokens[at], $"{tokens[at].Text} {name.Text}(...)", "keras.ops.cond or keras.ops.where, or @tf.function on call", "Autograph is off in call(): a tensor cannot be the condition.", HintSeverity.Error);
                return;
            }
        }
    }

    void OfKeras(DottedName name, string path, string canonical, PythonToken token)
    {
        if (canonical == "keras.activations.hard_sigmoid" && rules.FindName(canonical) is { } sigmoid)
        {
            hints.AddIfOld(token, name.Text, sigmoid.Rule.New, sigmoid.Rule.Why, sigmoid.Rule.Severity);
        }
        else if (rules.FindName(canonical) is { } found)
        {
            var isPlace = found.Rule.New.StartsWith("keras.", StringComparison.Ordinal) && !found.Rule.New.Contains('(', StringComparison.Ordinal);
            hints.Add(token, name.Text, isPlace ? found.Rule.New + found.Inside : found.Rule.New, found.Rule.Why, found.Rule.Severity);
        }
        else if (canonical.StartsWith("keras.backend.", StringComparison.Ordinal) && !rules.BackendKept.Contains(canonical.Split('.')[2]))
        {
            var function = canonical.Split('.')[2];
            hints.Add(token, name.Text, rules.Backend.GetValueOrDefault(function, ""), BackendGone, HintSeverity.Error);
        }
        else if (path.StartsWith("tensorflow", StringComparison.Ordinal) && name.Text.Contains("keras.", StringComparison.Ordinal))
        {
            hints.Add(token, name.Text, canonical, "Keras 3 is the package keras.", HintSeverity.Advice);
        }

        if (name.End < tokens.Count && tokens[name.End].Is("("))
        {
            calls.Check(name, canonical);
        }
    }

    void OfTensorFlow(DottedName name, string canonical, PythonToken token)
    {
        var called = name.End < tokens.Count && tokens[name.End].Is("(");
        if (rules.FindOperation(canonical) is { } operation)
        {
            var symbolic = called && values.TakesTensor(name.End);
            hints.Add(token, name.Text, operation, symbolic ? "TensorFlow's operations refuse Keras's symbolic tensors." : "Works on TensorFlow only; keras.ops runs on every backend.", symbolic ? HintSeverity.Error : HintSeverity.Advice);
        }
        else if (rules.NotCompiled.Any(prefix => canonical == prefix || canonical.StartsWith(prefix + ".", StringComparison.Ordinal)))
        {
            if (scopes.InKerasClass)
            {
                hints.Add(token, name.Text, "compile(jit_compile=False)", "Models are compiled just in time on a GPU by default, and this cannot be.", HintSeverity.Advice);
            }
        }
        else if (canonical == "tensorflow.Variable")
        {
            if (scopes.InKerasClass && name.Start > 3 && tokens[name.Start - 1].Is("=") && tokens[name.Start - 4].Is("self"))
            {
                hints.Add(token, name.Text, "self.add_weight or keras.Variable", "A tf.Variable as attribute is not tracked: not trained, not saved.", HintSeverity.Error);
            }
        }
        else if (rules.FindName(canonical) is { } found)
        {
            hints.Add(token, name.Text, found.Rule.New, found.Rule.Why, found.Rule.Severity);
        }
    }
}
