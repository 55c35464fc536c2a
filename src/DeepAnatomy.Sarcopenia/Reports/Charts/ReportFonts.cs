using System.Collections.Immutable;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>The TrueType fonts that PDF and PNG are set in: the first family of a list of free ones that this machine has.</summary>
/// <remarks>Looked for once per process; a machine without any gets pictures without text and no PDF, and is told so.</remarks>
sealed class ReportFonts
{
    /// <summary>What to do when <see cref="Current"/> has no font.</summary>
    public const string Remedy = "Install a TrueType sans-serif, for example the Debian package fonts-open-sans or fonts-dejavu-core";

    static readonly ImmutableArray<(string Family, string Light, string Regular, string SemiBold, string Bold)> Families =
    [
        ("Open Sans", "OpenSans-Light.ttf", "OpenSans-Regular.ttf", "OpenSans-Semibold.ttf", "OpenSans-Bold.ttf"),
        ("Open Sans", "OpenSans-Light.ttf", "OpenSans-Regular.ttf", "OpenSans-SemiBold.ttf", "OpenSans-Bold.ttf"),
        ("Noto Sans", "NotoSans-Light.ttf", "NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf"),
        ("Roboto", "Roboto-Light.ttf", "Roboto-Regular.ttf", "Roboto-Medium.ttf", "Roboto-Bold.ttf"),
        ("Liberation Sans", "", "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Bold.ttf"),
        ("DejaVu Sans", "", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
        ("Arial", "", "arial.ttf", "arialbd.ttf", "arialbd.ttf"),
    ];

    static readonly ImmutableArray<string> Folders =
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts/Supplemental",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
    ];

    static readonly Lazy<ReportFonts> Found = new(() => Find(Folders));

    readonly ImmutableDictionary<FontWeight, SKTypeface> typefaces;

    ReportFonts(string? family, ImmutableDictionary<FontWeight, string> files)
    {
        (Family, Files) = (family, files);
        typefaces = files.ToImmutableDictionary(f => f.Key, f => SKTypeface.FromFile(f.Value) ?? SKTypeface.Default);
    }

    /// <summary>The fonts of this machine.</summary>
    public static ReportFonts Current => Found.Value;

    /// <summary>Name of the family; null when there is none.</summary>
    public string? Family { get; }

    /// <summary>The files; empty when there is no family.</summary>
    public ImmutableDictionary<FontWeight, string> Files { get; }

    public SKTypeface Typeface(FontWeight weight) => typefaces.GetValueOrDefault(weight, SKTypeface.Default);

    /// <summary>The first known family whose regular and bold files lie in one of the folders or below.</summary>
    internal static ReportFonts Find(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var files = folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", options))
            .GroupBy(Path.GetFileName)
            .ToDictionary(g => g.Key!, g => g.Order(StringComparer.Ordinal).First());
        foreach (var (family, light, regular, semiBold, bold) in Families)
        {
            if (files.TryGetValue(regular, out var regularFile) && files.TryGetValue(bold, out var boldFile))
            {
                return new(family, new Dictionary<FontWeight, string>
                {
                    [FontWeight.Light] = files.GetValueOrDefault(light, regularFile),
                    [FontWeight.Regular] = regularFile,
                    [FontWeight.SemiBold] = files.GetValueOrDefault(semiBold, boldFile),
                    [FontWeight.Bold] = boldFile,
                }.ToImmutableDictionary());
            }
        }

        return new(null, ImmutableDictionary<FontWeight, string>.Empty);
    }
}
