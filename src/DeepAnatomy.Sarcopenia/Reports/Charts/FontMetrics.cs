namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>Widths of text in a common sans-serif, good enough to keep labels apart where the font of the reader is unknown.</summary>
static class FontMetrics
{
    public static double WidthOf(string text, TextStyle style)
    {
        var em = 0.0;
        foreach (var c in text)
        {
            em += c switch
            {
                >= '0' and <= '9' => 0.57,
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '|' or '\'' or ' ' => 0.27,
                'f' or 't' or 'r' or '(' or ')' or '-' or '/' => 0.37,
                'm' or 'w' or 'M' or 'W' or '%' => 0.88,
                >= 'A' and <= 'Z' => 0.66,
                _ => 0.55,
            };
        }

        return em * style.Size * (style.Weight is FontWeight.SemiBold or FontWeight.Bold ? 1.06 : 1);
    }
}
