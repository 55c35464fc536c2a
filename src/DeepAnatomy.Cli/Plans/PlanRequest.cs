using System.Collections.Immutable;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Planning;

namespace DeepAnatomy.Cli.Plans;

/// <summary>What a plan is asked for.</summary>
/// <param name="Dataset">Folder or table of the annotated scans.</param>
/// <param name="Preset">What the plan is for.</param>
/// <param name="Output">Folder to write, or null for the usual.</param>
/// <param name="Name">Name of the training, or null for that of the dataset.</param>
/// <param name="LabelSet">Name or file of the label set; empty to find it.</param>
/// <param name="Classes">The classes; none for one per label.</param>
sealed record PlanRequest(string Dataset, PlanPreset Preset, string? Output, string? Name, string LabelSet, ImmutableArray<ClassSetting> Classes)
{
    /// <summary>Name of a preset on the command line: <c>cpu-quick</c>, <c>nnunet-2d</c>.</summary>
    public static string NameOf(PlanPreset preset) => preset switch
    {
        PlanPreset.NnUnet2d => "nnunet-2d",
        PlanPreset.NnUnet3d => "nnunet-3d",
        _ => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(preset.ToString()),
    };

    /// <summary>A class as the command line says it: <c>psoas_left</c>, or <c>fat=subcutaneous_fat+visceral_fat</c>.</summary>
    public static ClassSetting ClassOf(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new() { Name = text }
            : new() { Name = text[..equals], Labels = [.. text[(equals + 1)..].Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] };
    }
}
