using System.Text;

namespace DeepAnatomy.Training.Datasets;

/// <summary>A table of comma, semicolon or tab separated values with a header row; fields may be quoted (RFC 4180).</summary>
sealed class SeparatedText
{
    const long MostBytes = 64 << 20;
    static readonly char[] Separators = [',', ';', '\t'];
    readonly Dictionary<string, int> columns;

    SeparatedText(Dictionary<string, int> columns, List<(int Line, string[] Fields)> rows) => (this.columns, Rows) = (columns, rows);

    /// <summary>The rows below the header with the line they begin on (from 1).</summary>
    public List<(int Line, string[] Fields)> Rows { get; }

    /// <summary>Names of the columns in lower case.</summary>
    public IReadOnlyCollection<string> Columns => columns.Keys;

    /// <summary>Reads a file; null when a problem was added.</summary>
    public static SeparatedText? Read(string path, List<DatasetProblem> problems)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes ? Parse(File.ReadAllText(path)) : throw new FormatException("it is too long for a table");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            problems.Add(new(path, $"the table cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "Export it again as CSV in UTF-8 with a header row"));
            return null;
        }
    }

    /// <summary>Parses a text.</summary>
    /// <exception cref="FormatException">No header, an open quote, a column twice, or a row with more fields than columns.</exception>
    public static SeparatedText Parse(string text)
    {
        text = text.TrimStart('\uFEFF');
        var end = text.IndexOfAny(['\r', '\n']);
        var header = end < 0 ? text : text[..end];
        var separator = Separators.MaxBy(s => header.Count(c => c == s));
        var rows = Split(text, separator);
        if (rows.Count == 0)
        {
            throw new FormatException("it has no header row");
        }

        var columns = new Dictionary<string, int>();
        foreach (var (name, index) in rows[0].Fields.Select((f, n) => (f.ToLowerInvariant(), n)))
        {
            if (!columns.TryAdd(name, index))
            {
                throw new FormatException($"the column '{name}' is there twice");
            }
        }

        var wide = rows.FirstOrDefault(r => r.Fields.Length > columns.Count);
        return wide.Fields is null ? new(columns, rows[1..]) : throw new FormatException($"line {wide.Line} has {wide.Fields.Length} fields, the header {columns.Count}");
    }

    /// <summary>A field by column; empty where the row is short or the column is missing.</summary>
    public string Value((int Line, string[] Fields) row, string column) =>
        columns.TryGetValue(column, out var n) && n < row.Fields.Length ? row.Fields[n] : "";

    static List<(int Line, string[] Fields)> Split(string text, char separator)
    {
        var (rows, fields, field) = (new List<(int, string[])>(), new List<string>(), new StringBuilder());
        var (isQuoted, line, rowLine) = (false, 1, 1);

        void EndRow()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
            if (fields.Any(f => f.Length > 0))
            {
                rows.Add((rowLine, [.. fields]));
            }

            fields.Clear();
        }

        for (var n = 0; n < text.Length; n++)
        {
            var c = text[n];
            line += c == '\n' ? 1 : 0;
            if (c == '"' && isQuoted && n + 1 < text.Length && text[n + 1] == '"')
            {
                field.Append(text[n++]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || (c != separator && c is not ('\n' or '\r')))
            {
                field.Append(c);
            }
            else if (c == separator)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else if (c == '\n')
            {
                EndRow();
                rowLine = line;
            }
        }

        if (isQuoted)
        {
            throw new FormatException($"a quote that begins on line {rowLine} does not end");
        }

        EndRow();
        return rows;
    }
}
