using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Turns the free texts that name segments and regions into names that are unique and say nothing of a person.</summary>
/// <remarks>
/// A label may say anything, so a list of allowed words as for descriptions would lose most of it. Left out are the words that the same file
/// uses as a person's name or number, and numbers long enough to be a date or an identifier; words of anatomy always stay.
/// </remarks>
sealed class SegmentNames
{
    const int MaxLength = 64, ShortestIdentifier = 5;

    static readonly DicomTag[] OfPersons =
    [
        Tags.PatientName, Tags.PatientId, Tags.BirthDate, Tags.AccessionNumber, Tags.ReferringPhysician, Tags.StudyId,
        new(0x0008, 0x1048), new(0x0008, 0x1050), new(0x0008, 0x1060), new(0x0008, 0x1070), new(0x0010, 0x1000), new(0x0010, 0x1001),
        new(0x0010, 0x1005), new(0x0010, 0x1060), new(0x0070, 0x0084), new(0x300E, 0x0008),
    ];

    static readonly HashSet<string> Known = [.. LabelSets.All.SelectMany(s => s.Labels).Select(l => l.Name)];

    static readonly HashSet<string> Anatomy = [.. Known.SelectMany(Words).Where(w => !IsNumber(w))];

    readonly HashSet<string> persons;
    readonly HashSet<string> taken = [];

    /// <summary>Names for the segments of one file.</summary>
    public SegmentNames(DataSet header) =>
        persons = [.. OfPersons.SelectMany(t => Words(header.Text(t) ?? "")).Where(w => w.Length > 1 && !Anatomy.Contains(w))];

    /// <summary>The text itself where a known label set has it, else a name in lower case with underscores; <c>KIND_NUMBER</c> when nothing of the text may stay.</summary>
    public string Of(string? text, string kind, int number)
    {
        var name = text is not null && Known.Contains(text) ? text : string.Join('_', Words(text ?? "").Where(IsSafe));
        name = name.Length > MaxLength ? name[..MaxLength].TrimEnd('_') : name;
        name = name.Length == 0 ? $"{kind}_{number}" : name;
        for (var wanted = name; !taken.Add(name);)
        {
            name = taken.Contains($"{wanted}_{number}") ? name + "_x" : $"{wanted}_{number}";
        }

        return name;
    }

    bool IsSafe(string word) => !persons.Contains(word) && word.Count(char.IsAsciiDigit) < ShortestIdentifier;

    static bool IsNumber(string word) => word.All(char.IsAsciiDigit);

    static IEnumerable<string> Words(string text) =>
        new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
