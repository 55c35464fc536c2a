using System.Globalization;
using System.Text;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>Writes the measurements in long form: one row per value, RFC 4180, UTF-8, decimal points, empty where there is no value.</summary>
public static class MeasurementsCsv
{
    /// <summary>The columns in order.</summary>
    public const string Header = "scan,scan_sha256,level,slice_k,id,group,side,value,unit,window,window_low_hu,window_high_hu,rule,reason,definition";

    /// <summary>The file's text; lines end with CR LF as RFC 4180 asks.</summary>
    public static string ToText(Analysis analysis)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var row in analysis.Measurements)
        {
            text.AppendJoin(',', new[]
            {
                Quoted(analysis.Scan.File),
                Quoted(analysis.Scan.Sha256),
                Quoted(row.Level),
                row.Level == analysis.Level.Name ? Number(analysis.Level.FileSliceIndex) : "",
                Quoted(row.Id),
                Quoted(row.Group),
                Quoted(row.Side),
                Number(row.Value),
                Quoted(row.Unit),
                Quoted(row.WindowHu?.Name ?? ""),
                Number(row.WindowHu?.Low),
                Number(row.WindowHu?.High),
                Quoted(row.Rule),
                Quoted(row.Reason ?? ""),
                Quoted(row.Definition),
            }).Append("\r\n");
        }

        return text.ToString();
    }

    static string Number(double? value) => value is { } number ? Math.Round(number, 6).ToString(CultureInfo.InvariantCulture) : "";

    static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
