using System.Globalization;

namespace DeepAnatomy.Sarcopenia.Reports.Wording;

/// <summary>Numbers and units as a reader of the language expects them.</summary>
static class NumberFormat
{
    /// <summary>A number with fixed decimals, a true minus sign, and the language's decimal mark.</summary>
    public static string Number(this Texts texts, double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        text = text.TrimStart('-').All(c => c is '0' or '.') ? text.TrimStart('-') : text;
        return text.Replace("-", "−", StringComparison.Ordinal).Replace('.', texts.Language == Language.De ? ',' : '.');
    }

    /// <summary>A number with the decimals that its unit deserves.</summary>
    public static string Value(this Texts texts, double value, string unit) => texts.Number(value, Decimals(value, unit));

    /// <summary>A number with its unit.</summary>
    public static string WithUnit(this Texts texts, double value, string unit) => $"{texts.Value(value, unit)} {Unit(unit)}".TrimEnd();

    /// <summary>A comparison as it is printed.</summary>
    public static string Comparison(string comparison) => comparison switch { "<=" => "≤", ">=" => "≥", _ => comparison };

    /// <summary>A unit as it is printed.</summary>
    public static string Unit(string unit) => unit switch
    {
        "percent" => "%",
        "ratio" or "none" or "" => "",
        _ => unit.Replace('*', '·').Replace("cm2", "cm²", StringComparison.Ordinal).Replace("cm3", "cm³", StringComparison.Ordinal)
            .Replace("mm2", "mm²", StringComparison.Ordinal).Replace("mm3", "mm³", StringComparison.Ordinal)
            .Replace("/m2", "/m²", StringComparison.Ordinal).Replace("kg/m2", "kg/m²", StringComparison.Ordinal),
    };

    static int Decimals(double value, string unit) => unit switch
    {
        "cm3" or "ml" => 0,
        "count" or "voxels" => 0,
        "m" => 2,
        "kV" or "years" => 0,
        "ratio" => 2,
        _ => Math.Abs(value) >= 1000 ? 0 : 1,
    };
}
