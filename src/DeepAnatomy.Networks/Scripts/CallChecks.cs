namespace DeepAnatomy.Networks.Scripts;

/// <summary>What to say about the arguments of a call into Keras.</summary>
sealed class CallChecks(List<PythonToken> tokens, HintList hints, ScopeStack scopes)
{
    readonly ScriptRules rules = ScriptRules.Instance;

    /// <summary>Judges one call.</summary>
    /// <param name="name">The name as it stands; its parenthesis follows.</param>
    /// <param name="path">What it stands for.</param>
    public void Check(DottedName name, string path)
    {
        var arguments = CallArgument.Of(tokens, name.End);
        foreach (var argument in arguments)
        {
            Named(path, argument);
            Values(path, argument);
        }

        if (scopes.InCall && rules.WithWeights.Contains(path))
        {
            hints.Add(tokens[name.Start], $"{name.Text}(...) in call()", "make it in __init__ or build", "Weights must exist before the model is trained.", HintSeverity.Error);
        }

        if (path == "keras.Model")
        {
            Nested(arguments);
        }

        Paths(path, arguments);
        NoneInList(CallArgument.Close(tokens, name.End) + 1);
    }

    void Named(string path, CallArgument argument)
    {
        if (argument.Name is not { } name)
        {
            return;
        }

        if (rules.FindArgument(path, name.Text) is { } rule)
        {
            hints.Add(name, name.Text, rule.New, rule.Why, rule.Severity);
        }

        if (name.Text == "name" && IsNamed(path) && argument.Literal(tokens) is { } text && text.Contains('/', StringComparison.Ordinal))
        {
            hints.Add(tokens[argument.Start], $"\"{text}\"", $"\"{text.Replace('/', '_')}\"", "Names of layers and variables must not hold a slash.", HintSeverity.Error);
        }
    }

    void Values(string path, CallArgument argument)
    {
        var text = argument.Literal(tokens);
        var isActivation = argument.Name is { Text: "activation" or "recurrent_activation" } || (argument.Name is null && path == "keras.layers.Activation");
        if (text == "hard_sigmoid" && isActivation)
        {
            hints.AddIfOld(tokens[argument.Start], "\"hard_sigmoid\"", "lambda x: keras.ops.clip(0.2 * x + 0.5, 0, 1) for the old values", "Keras 2 computed clip(0.2x + 0.5, 0, 1); Keras 3 computes relu6(x + 3) / 6.", HintSeverity.SilentChange);
        }
        else if (argument.Name is { Text: "interpolation" } && text is not null && path.StartsWith("keras.layers.", StringComparison.Ordinal) && rules.RemovedInterpolations.Contains(text))
        {
            hints.Add(tokens[argument.Start], $"\"{text}\"", "nearest, bilinear, bicubic, lanczos3 or lanczos5", "The interpolation is removed.", HintSeverity.Error);
        }
    }

    static bool IsNamed(string path) => path is "keras.Input" or "keras.Model" or "keras.Sequential" || path.StartsWith("keras.layers.", StringComparison.Ordinal);

    // Lists of lists of tensors.
    void Nested(List<CallArgument> arguments)
    {
        foreach (var argument in arguments.Where((a, index) => a.Name is { Text: "inputs" or "outputs" } || (a.Name is null && index < 2)))
        {
            for (var at = argument.Start + 1; at < argument.End && IsOpen(tokens[argument.Start]); at++)
            {
                var literal = tokens[at - 1].Is("[") || tokens[at - 1].Is("{") || tokens[at - 1].Is(",") || tokens[at - 1].Is(":");
                if (literal && IsOpen(tokens[at]) && !tokens[at].Is("("))
                {
                    hints.Add(tokens[at], "nested inputs or outputs", "one flat list or dict", "Models take one level of nesting only.", HintSeverity.Error);
                    return;
                }
            }
        }
    }

    static bool IsOpen(PythonToken token) => token.Is("[") || token.Is("{") || token.Is("(");

    void Paths(string path, List<CallArgument> arguments)
    {
        var first = arguments.Find(a => a.Name is { Text: "filepath" });
        var position = path == "keras.models.save_model" ? 1 : 0;
        var argument = first.End > 0 ? first : arguments.Where(a => a.Name is null).ElementAtOrDefault(position);
        if (argument.End == 0 || argument.Literal(tokens) is not { } file)
        {
            return;
        }

        var weightsOnly = arguments.Any(a => a.Name is { Text: "save_weights_only" } && tokens[a.Start].Is("True"));
        switch (path)
        {
            case "keras.models.load_model":
                FilePaths.Load(hints, tokens[argument.Start], file);
                break;
            case "keras.callbacks.ModelCheckpoint" when weightsOnly:
                FilePaths.SaveWeights(hints, tokens[argument.Start], file);
                break;
            case "keras.callbacks.ModelCheckpoint" or "keras.models.save_model":
                FilePaths.Save(hints, tokens[argument.Start], file);
                break;
            default:
                break;
        }
    }

    // layer([x, None])
    void NoneInList(int open)
    {
        if (open + 1 >= tokens.Count || !tokens[open].Is("(") || !tokens[open + 1].Is("["))
        {
            return;
        }

        var close = CallArgument.Close(tokens, open + 1);
        for (var at = open + 2; at < close; at++)
        {
            if (tokens[at].Is("None") && (tokens[at - 1].Is(",") || tokens[at - 1].Is("[")) && (tokens[at + 1].Is(",") || tokens[at + 1].Is("]")))
            {
                hints.Add(tokens[at], "None", "an optional argument of call()", "Lists of tensors must not hold None.", HintSeverity.Error);
            }
        }
    }
}
