namespace DeepAnatomy.Networks.Scripts;

/// <summary>A name with its attributes as it stands in the source: <c>tf.keras.layers.Dense</c>.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Start">Index of the first token.</param>
/// <param name="End">Index after the last token.</param>
sealed record DottedName(IReadOnlyList<string> Parts, int Start, int End)
{
    public string Text => string.Join('.', Parts);

    /// <summary>The name that starts at a token, or null when none does.</summary>
    /// <param name="tokens">The source.</param>
    /// <param name="at">Index of the first token.</param>
    public static DottedName? Read(List<PythonToken> tokens, int at)
    {
        if (at >= tokens.Count || !tokens[at].IsName)
        {
            return null;
        }

        List<string> parts = [tokens[at].Text];
        var end = at + 1;
        while (end + 1 < tokens.Count && tokens[end].Is(".") && tokens[end + 1].IsName)
        {
            parts.Add(tokens[end + 1].Text);
            end += 2;
        }

        return new(parts, at, end);
    }
}
