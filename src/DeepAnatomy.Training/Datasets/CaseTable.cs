using System.Globalization;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Training.Datasets;

/// <summary>A table of cases; paths are relative to the table.</summary>
static class CaseTable
{
    static readonly string[] Required = ["case", "image", "label"];
    static readonly string[] Known = [.. Required, "patient", "sex", "age"];

    public static void Find(string path, FoundCases found)
    {
        if (SeparatedText.Read(path, found.Problems) is not { } table)
        {
            return;
        }

        var missing = Required.Except(table.Columns).ToArray();
        foreach (var column in missing)
        {
            var near = NearestName.Of(column, table.Columns.Except(Known));
            found.Problem(path, $"the column '{column}' is missing", near.Length > 0 ? $"Add it, or rename '{near}' if that is meant" : "Add it");
        }

        if (missing.Length > 0)
        {
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        foreach (var row in table.Rows)
        {
            Add(path, folder, table, row, found);
        }
    }

    static void Add(string path, string folder, SeparatedText table, (int Line, string[] Fields) row, FoundCases found)
    {
        var (id, image, label) = (table.Value(row, "case"), table.Value(row, "image"), table.Value(row, "label"));
        if (id.Length == 0 || image.Length == 0)
        {
            found.Problem(path, $"line {row.Line} has no {(id.Length == 0 ? "case" : "image")}", "Fill the field, or remove the line");
            return;
        }

        var (patient, sex, age) = (table.Value(row, "patient"), table.Value(row, "sex"), table.Value(row, "age"));
        if (sex is not ("" or "M" or "F" or "O" or "m" or "f" or "o"))
        {
            found.Problem(path, $"line {row.Line} has the sex '{sex}'", "Write M, F or O, or leave it empty");
        }

        double? years = null;
        if (age.Length > 0)
        {
            if (double.TryParse(age, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 150)
            {
                years = value;
            }
            else
            {
                found.Problem(path, $"line {row.Line} has the age '{age}'", "Write years with a decimal point, or leave it empty");
            }
        }

        if (image.Contains('\0') || label.Contains('\0'))
        {
            found.Problem(path, $"line {row.Line} has a path with a zero character", "Correct the path");
            return;
        }

        found.Cases.Add(new(
            id,
            patient.Length > 0 ? patient : id,
            Path.GetFullPath(Path.Combine(folder, image)),
            label.Length > 0 ? Path.GetFullPath(Path.Combine(folder, label)) : "",
            sex.Length > 0 ? sex.ToUpperInvariant() : null,
            years));
    }
}
