using System.Globalization;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Numbers in words.</summary>
static class Say
{
    static readonly NumberFormatInfo German = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>Three digits that matter.</summary>
    public static string En(double value) => Text(value, CultureInfo.InvariantCulture.NumberFormat);

    /// <inheritdoc cref="En"/>
    public static string De(double value) => Text(value, German);

    /// <summary>Whole percent.</summary>
    public static string Percent(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture);

    static string Text(double value, NumberFormatInfo format) =>
        double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞") : value.ToString(Math.Abs(value) is >= 1e-3 and < 1e6 or 0 ? "0.####" : "0.##e0", format);
}
