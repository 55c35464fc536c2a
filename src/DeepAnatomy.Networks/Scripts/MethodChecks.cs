namespace DeepAnatomy.Networks.Scripts;

/// <summary>What to say about methods and attributes of objects of the script: models, layers, optimizers.</summary>
sealed class MethodChecks(List<PythonToken> tokens, HintList hints, ScopeStack scopes, ValueTracker values, ImportedNames imports)
{
    readonly ScriptRules rules = ScriptRules.Instance;

    /// <summary>Judges one chain.</summary>
    /// <param name="name">The chain; when it starts with an attribute, only the part after the dot.</param>
    /// <param name="attribute">True when it hangs on a call or an index.</param>
    public void Chain(DottedName name, bool attribute)
    {
        if (name.Parts.Count < 2 && !attribute)
        {
            return;
        }

        var receiver = attribute ? "" : string.Join('.', name.Parts.SkipLast(1));
        var token = tokens[name.End - 1];
        LearningRate(name, receiver, token);
        if (name.End >= tokens.Count || !tokens[name.End].Is("("))
        {
            return;
        }

        var arguments = CallArgument.Of(tokens, name.End);
        Table(token, receiver, arguments);
        Files(token, receiver, arguments);
        Building(token, receiver, arguments);
    }

    void Table(PythonToken token, string receiver, List<CallArgument> arguments)
    {
        foreach (var rule in rules.Methods[token.Text])
        {
            if (rule.Argument is null)
            {
                if (token.Text != "reset_states" || IsModel(receiver))
                {
                    hints.Add(token, $"{receiver}.{token.Text}".TrimStart('.'), rule.New, rule.Why, rule.Severity);
                }
            }
            else if (arguments.Find(a => a.Name?.Text == rule.Argument) is { Name: { } named } && IsModel(receiver))
            {
                hints.Add(named, $"{token.Text}({named.Text}=...)", rule.New, rule.Why, rule.Severity);
            }
        }
    }

    void Files(PythonToken token, string receiver, List<CallArgument> arguments)
    {
        var path = arguments.Find(a => a.Name is null or { Text: "filepath" });
        if (path.End == 0 || path.Literal(tokens) is not { } file || !IsModel(receiver))
        {
            return;
        }

        switch (token.Text)
        {
            case "save" when !arguments.Any(a => a.Name is { Text: "save_format" }):
                FilePaths.Save(hints, tokens[path.Start], file);
                break;
            case "save_weights":
                FilePaths.SaveWeights(hints, tokens[path.Start], file);
                break;
            case "load_weights":
                FilePaths.LoadWeights(hints, tokens[path.Start], file);
                break;
            default:
                break;
        }
    }

    void Building(PythonToken token, string receiver, List<CallArgument> arguments)
    {
        switch (token.Text)
        {
            case "add_loss" when receiver != "self" && values[receiver] == ValueKind.Model:
                hints.Add(token, $"{receiver}.add_loss", "add_loss inside call() of a layer", "Symbolic add_loss is removed.", HintSeverity.Error);
                break;
            case "add_weight" when scopes.InCall:
                hints.Add(token, "self.add_weight in call()", "make it in __init__ or build", "Weights must exist before the model is trained.", HintSeverity.Error);
                break;
            case "add_weight" when scopes.InKerasClass && arguments.Count > 0 && arguments[0].Literal(tokens) is { } weight:
                hints.Add(tokens[arguments[0].Start], $"add_weight(\"{weight}\", ...)", $"add_weight(name=\"{weight}\", ...)", "The first argument by position is the shape now.", HintSeverity.Error);
                break;
            case "numpy" when arguments.Count == 0 && imports.HaveTensorFlow && scopes.InKerasClass:
                hints.Add(token, ".numpy()", "keras.ops.convert_to_numpy(x)", "Works on TensorFlow only.", HintSeverity.Advice);
                break;
            case "compile" when values.HasSeveralOutputs(receiver) && !arguments.Any(a => a.Name is { Text: "metrics" }):
                hints.AddIfOld(token, $"{receiver}.compile", "metrics for every output", "evaluate() of a model with several outputs no longer returns the loss of each.", HintSeverity.SilentChange);
                break;
            default:
                break;
        }
    }

    // optimizer.lr
    void LearningRate(DottedName name, string receiver, PythonToken token)
    {
        if (token.Text == "lr" && (receiver.EndsWith("optimizer", StringComparison.Ordinal) || values[receiver] == ValueKind.Optimizer))
        {
            hints.Add(token, name.Text, $"{receiver}.learning_rate", "Renamed.", HintSeverity.Error);
        }
    }

    // Known, or called as models are: arrays and images have save() too.
    bool IsModel(string receiver)
    {
        var last = receiver.Split('.')[^1];
        return values[receiver] == ValueKind.Model || last.Contains("model", StringComparison.OrdinalIgnoreCase) || last.EndsWith("net", StringComparison.OrdinalIgnoreCase);
    }
}
