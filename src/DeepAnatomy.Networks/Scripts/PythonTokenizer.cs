namespace DeepAnatomy.Networks.Scripts;

/// <summary>Cuts Python source into tokens by the lexical rules of the language (comments dropped, lines joined inside brackets and after a backslash, blocks as indent and dedent). Never throws: what cannot be cut is skipped.</summary>
sealed class PythonTokenizer
{
    const int TabWidth = 8;

    readonly string text;
    readonly List<PythonToken> tokens = [];
    readonly Stack<int> blocks = new([0]);
    int at;
    int line = 1;
    int lineStart;
    int brackets;

    PythonTokenizer(string text) => this.text = text;

    char Here => at < text.Length ? text[at] : '\0';

    /// <summary>All tokens of a source.</summary>
    /// <param name="text">Source of Python 2 or 3.</param>
    public static List<PythonToken> Cut(string text)
    {
        var cutter = new PythonTokenizer(text.StartsWith('\uFEFF') ? text[1..] : text);
        cutter.Run();
        return cutter.tokens;
    }

    void Run()
    {
        var atLineStart = true;
        while (at < text.Length)
        {
            if (atLineStart && brackets == 0)
            {
                Indentation();
            }

            atLineStart = Step();
        }

        EndLine();
        while (blocks.Pop() > 0)
        {
            Add(PythonTokenKind.Dedent, "", at);
        }
    }

    // One token, or what lies between tokens; true when a physical line ended.
    bool Step()
    {
        var c = Here;
        switch (c)
        {
            case '\n' or '\r':
                if (brackets == 0)
                {
                    EndLine();
                }

                NextLine();
                return true;
            case '\\' when at + 1 < text.Length && text[at + 1] is '\n' or '\r':
                at++;
                NextLine();
                return false;
            case '#':
                while (at < text.Length && Here is not ('\n' or '\r'))
                {
                    at++;
                }

                return false;
            case ' ' or '\t' or '\f':
                at++;
                return false;
            case '"' or '\'':
                Quoted(at, at);
                return false;
            default:
                Word(c);
                return false;
        }
    }

    void Word(char c)
    {
        var start = at;
        if (char.IsLetter(c) || c == '_')
        {
            while (char.IsLetterOrDigit(Here) || Here == '_')
            {
                at++;
            }

            if (Here is '"' or '\'' && at - start <= 2 && text[start..at].All(letter => "rRbBuUfFtT".Contains(letter)))
            {
                Quoted(start, at);
                return;
            }

            Add(PythonTokenKind.Name, text[start..at], start);
        }
        else if (char.IsDigit(c) || (c == '.' && at + 1 < text.Length && char.IsDigit(text[at + 1])))
        {
            while (char.IsLetterOrDigit(Here) || Here is '_' or '.' || (Here is '+' or '-' && text[at - 1] is 'e' or 'E' && !text.AsSpan(start).StartsWith("0x")))
            {
                at++;
            }

            Add(PythonTokenKind.Number, text[start..at], start);
        }
        else
        {
            Operator(c);
        }
    }

    void Operator(char c)
    {
        var start = at++;
        brackets = c switch
        {
            '(' or '[' or '{' => brackets + 1,
            ')' or ']' or '}' => Math.Max(0, brackets - 1),
            _ => brackets,
        };

        // `==`, `<=` … must not look like the `=` of an argument.
        if ("=!<>+-*/%&|^@:".Contains(c, StringComparison.Ordinal) && Here == '=')
        {
            at++;
        }

        Add(PythonTokenKind.Operator, text[start..at], start);
    }

    void Quoted(int start, int quoteAt)
    {
        var (firstLine, column) = (line, start - lineStart + 1);
        var prefix = text[start..quoteAt];
        var length = StringLiterals.EndOf(text, quoteAt, formatted: prefix.Any(letter => "fFtT".Contains(letter)));
        var quotes = StringLiterals.QuoteLength(text, quoteAt);
        var inner = Math.Max(quoteAt + quotes, length - quotes);
        for (; at < length; at++)
        {
            if (text[at] == '\n')
            {
                line++;
                lineStart = at + 1;
            }
        }

        tokens.Add(new(PythonTokenKind.Text, text[Math.Min(quoteAt + quotes, length)..Math.Min(inner, length)], firstLine, column));
    }

    void Indentation()
    {
        var width = 0;
        var scan = at;
        for (; scan < text.Length && text[scan] is ' ' or '\t' or '\f'; scan++)
        {
            width = text[scan] == '\t' ? ((width / TabWidth) + 1) * TabWidth : width + 1;
        }

        if (scan >= text.Length || text[scan] is '\n' or '\r' or '#')
        {
            return;
        }

        if (width > blocks.Peek())
        {
            blocks.Push(width);
            Add(PythonTokenKind.Indent, "", scan);
        }

        while (width < blocks.Peek())
        {
            blocks.Pop();
            Add(PythonTokenKind.Dedent, "", scan);
        }
    }

    void EndLine()
    {
        if (tokens.Count > 0 && tokens[^1].Kind is not (PythonTokenKind.NewLine or PythonTokenKind.Indent or PythonTokenKind.Dedent))
        {
            Add(PythonTokenKind.NewLine, "", at);
        }
    }

    void NextLine()
    {
        at += Here == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        line++;
        lineStart = at;
    }

    void Add(PythonTokenKind kind, string value, int start) => tokens.Add(new(kind, value, line, start - lineStart + 1));
}
