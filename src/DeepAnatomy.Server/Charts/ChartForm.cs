using System.ComponentModel;

namespace DeepAnatomy.Server.Charts;

/// <summary>What a page asks of curves.</summary>
sealed record ChartForm(
    [property: Description("Run of each curve.")] string[] Run,
    [property: Description("Series of each curve.")] string[] Series,
    [property: Description("step, epoch, samples, active (seconds) or wall (seconds since 1970).")] string? X = null,
    double? From = null,
    double? To = null,
    [property: Description("Columns of the screen.")] int? Columns = null,
    [property: Description("none, ema, twema, gaussian or median.")] string? Smooth = null,
    double? Amount = null,
    [property: Description("effective, all, or numbers such as 1,3.")] string? Sessions = null,
    [property: Description("raw, iteration, epoch, or a number of steps.")] string? Granularity = null,
    [property: Description("Every point instead of columns.")] bool? Raw = null,
    double? SamplesPerStep = null);
