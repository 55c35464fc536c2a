namespace DeepAnatomy.Networks.Scripts;

/// <summary>One argument of a call in the source.</summary>
/// <param name="Name">Token of the name, or null for one by position.</param>
/// <param name="Start">Index of the first token of the value.</param>
/// <param name="End">Index after the last token of the value.</param>
readonly record struct CallArgument(PythonToken? Name, int Start, int End)
{
    /// <summary>Index of the bracket that closes what opens at a token; the number of tokens when it is missing.</summary>
    /// <param name="tokens">The source.</param>
    /// <param name="open">Index of the opening bracket.</param>
    public static int Close(List<PythonToken> tokens, int open)
    {
        var depth = 0;
        for (var at = open; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == PythonTokenKind.Operator)
            {
                depth += tokens[at].Text switch { "(" or "[" or "{" => 1, ")" or "]" or "}" => -1, _ => 0 };
                if (depth == 0)
                {
                    return at;
                }
            }
        }

        return tokens.Count;
    }

    /// <summary>The arguments of a call.</summary>
    /// <param name="tokens">The source.</param>
    /// <param name="open">Index of the opening parenthesis.</param>
    public static List<CallArgument> Of(List<PythonToken> tokens, int open)
    {
        List<CallArgument> arguments = [];
        var close = Close(tokens, open);
        var start = open + 1;
        for (var at = start; at <= close; at++)
        {
            if (at == close || tokens[at].Is(","))
            {
                if (at > start)
                {
                    arguments.Add(From(tokens, start, at));
                }

                start = at + 1;
            }
            else if (tokens[at].Is("(") || tokens[at].Is("[") || tokens[at].Is("{"))
            {
                at = Math.Min(Close(tokens, at), close - 1);
            }
        }

        return arguments;
    }

    /// <summary>The text when the value is one string, else null.</summary>
    /// <param name="tokens">The source.</param>
    public string? Literal(List<PythonToken> tokens) => End - Start == 1 && tokens[Start].Kind == PythonTokenKind.Text ? tokens[Start].Text : null;

    static CallArgument From(List<PythonToken> tokens, int start, int end) =>
        end - start > 2 && tokens[start].IsName && tokens[start + 1].Is("=") ? new(tokens[start], start + 2, end) : new(null, start, end);
}
