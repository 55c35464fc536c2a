using System.Globalization;

namespace DeepAnatomy.Training.Datasets;

/// <summary>The product's own layout: one subfolder per scan, and <c>clinical.csv</c> with sex and age.</summary>
static class PatientFolders
{
    const string FollowUp = "-follow-up";
    static readonly string[] Images = ["ct"];
    static readonly string[] Labels = ["labels", "truth"];
    static readonly string[] Extensions = [".nii.gz", ".nii", ".nrrd", ".mha"];

    public static void Find(string root, FoundCases found)
    {
        var people = People(root, found);
        foreach (var folder in Directory.GetDirectories(root).Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileName(folder);
            var (image, labels) = (File(folder, Images), File(folder, Labels));
            if (id.StartsWith('.') || (image is null && labels is null))
            {
                continue;
            }

            var (sex, age) = people.GetValueOrDefault(id);
            var patient = id.EndsWith(FollowUp, StringComparison.Ordinal) ? id[..^FollowUp.Length] : id;
            found.Cases.Add(new(id, patient, image ?? Path.Combine(folder, "ct.nii.gz"), labels ?? "", sex, age));
        }
    }

    static string? File(string folder, string[] names) =>
        names.SelectMany(n => Extensions.Select(e => Path.Combine(folder, n + e))).FirstOrDefault(System.IO.File.Exists);

    static Dictionary<string, (string? Sex, double? Age)> People(string root, FoundCases found)
    {
        var path = Path.Combine(root, "clinical.csv");
        var people = new Dictionary<string, (string?, double?)>();
        if (!System.IO.File.Exists(path) || SeparatedText.Read(path, found.Problems) is not { } table)
        {
            return people;
        }

        foreach (var row in table.Rows)
        {
            if (table.Value(row, "id") is { Length: > 0 } id)
            {
                var age = double.TryParse(table.Value(row, "age_years"), NumberStyles.Float, CultureInfo.InvariantCulture, out var years) && double.IsFinite(years) ? years : (double?)null;
                people[id] = (table.Value(row, "sex") is { Length: > 0 } sex ? sex : null, age);
            }
        }

        return people;
    }
}
