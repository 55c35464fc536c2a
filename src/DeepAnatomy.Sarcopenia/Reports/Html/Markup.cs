using System.Text;

namespace DeepAnatomy.Sarcopenia.Reports.Html;

/// <summary>Writes well-formed XHTML-compatible markup; every text passes <see cref="Escape"/>.</summary>
sealed class Markup
{
    readonly StringBuilder text = new();
    readonly Stack<string> open = new();

    /// <summary>Text with the five characters of markup replaced and control characters that XML forbids left out.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 16);
        for (var n = 0; n < value.Length; n++)
        {
            var c = value[n];
            if (char.IsHighSurrogate(c) && n + 1 < value.Length && char.IsLowSurrogate(value[n + 1]))
            {
                escaped.Append(c).Append(value[++n]);
                continue;
            }

            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(c),
                < ' ' or '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'),
                _ when char.IsSurrogate(c) => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Opens an element; <paramref name="attributes"/> are name and value in turn.</summary>
    public Markup Open(string element, params ReadOnlySpan<string?> attributes)
    {
        Start(element, attributes);
        text.Append('>');
        open.Push(element);
        return this;
    }

    /// <summary>Closes the innermost open element.</summary>
    public Markup Close()
    {
        var element = open.Pop();
        text.Append("</").Append(element).Append('>');
        if (element is "div" or "section" or "table" or "tr" or "p" or "figure" or "li" or "header" or "footer" or "h1" or "h2" or "h3")
        {
            text.Append('\n');
        }

        return this;
    }

    /// <summary>An element with text in it.</summary>
    public Markup Element(string element, string content, params ReadOnlySpan<string?> attributes)
    {
        Open(element, attributes);
        Text(content);
        return Close();
    }

    /// <summary>An element without content.</summary>
    public Markup Empty(string element, params ReadOnlySpan<string?> attributes)
    {
        Start(element, attributes);
        text.Append("/>");
        return this;
    }

    /// <summary>Escaped text.</summary>
    public Markup Text(string content)
    {
        text.Append(Escape(content));
        return this;
    }

    /// <summary>Markup made elsewhere (a chart); must be well-formed.</summary>
    public Markup Raw(object markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => open.Count == 0 ? text.ToString() : throw new InvalidOperationException($"<{open.Peek()}> is open.");

    void Start(string element, ReadOnlySpan<string?> attributes)
    {
        text.Append('<').Append(element);
        for (var n = 0; n + 1 < attributes.Length; n += 2)
        {
            if (attributes[n + 1] is { } value)
            {
                text.Append(' ').Append(attributes[n]).Append("=\"").Append(Escape(value)).Append('"');
            }
        }
    }
}
