namespace DeepAnatomy.Networks.Scripts;

/// <summary>Where string literals of Python end.</summary>
static class StringLiterals
{
    /// <summary>1, or 3 for a triple-quoted string.</summary>
    /// <param name="text">The source.</param>
    /// <param name="quoteAt">Index of the first quote.</param>
    public static int QuoteLength(string text, int quoteAt) =>
        quoteAt + 2 < text.Length && text[quoteAt + 1] == text[quoteAt] && text[quoteAt + 2] == text[quoteAt] ? 3 : 1;

    /// <summary>Index after the closing quote; the end of the line (of the source, for triple quotes) when it is missing.</summary>
    /// <param name="text">The source.</param>
    /// <param name="quoteAt">Index of the first quote.</param>
    /// <param name="formatted">Whether braces hold expressions, which may hold strings of their own.</param>
    public static int EndOf(string text, int quoteAt, bool formatted)
    {
        var quote = text[quoteAt];
        var length = QuoteLength(text, quoteAt);
        var depth = 0;
        for (var at = quoteAt + length; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\')
            {
                at++;
            }
            else if (c == '\n' && length == 1 && depth == 0)
            {
                return at;
            }
            else if (depth > 0 && c is '"' or '\'' && c != quote)
            {
                at = EndOf(text, at, formatted) - 1;
            }
            else if (c == quote && (length == 1 || QuoteLength(text, at) == 3))
            {
                return at + length;
            }
            else if (formatted)
            {
                depth = Braces(text, ref at, depth);
            }
        }

        return text.Length;
    }

    static int Braces(string text, ref int at, int depth)
    {
        if (text[at] is '{' or '}' && depth == 0 && at + 1 < text.Length && text[at + 1] == text[at])
        {
            at++;
            return 0;
        }

        return text[at] switch { '{' => depth + 1, '}' => Math.Max(0, depth - 1), _ => depth };
    }
}
