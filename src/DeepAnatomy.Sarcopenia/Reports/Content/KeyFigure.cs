using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Reports.Charts;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>One of the large numbers of page one.</summary>
/// <param name="Id">Measurement.</param>
/// <param name="Name">Name in words.</param>
/// <param name="Value">The number, or null with <paramref name="Reason"/>.</param>
/// <param name="Unit">Unit as printed.</param>
/// <param name="Window">HU window as printed; empty where none applies.</param>
/// <param name="Reason">Why there is no number.</param>
/// <param name="Strip">The number against the cut-offs; null without a number.</param>
/// <param name="Note">Below the strip: percentile or why no cut-off applies.</param>
sealed record KeyFigure(string Id, string Name, string? Value, string Unit, string Window, string? Reason, Strip? Strip, string? Note);

/// <summary>A value on a scale with the limits that apply.</summary>
/// <param name="Value">The value.</param>
/// <param name="From">Left end of the scale.</param>
/// <param name="To">Right end of the scale.</param>
/// <param name="IsHighBad">Whether large values are the conspicuous ones.</param>
/// <param name="Limits">The limits, rising.</param>
/// <param name="Description">In words.</param>
sealed record Strip(double Value, double From, double To, bool IsHighBad, ImmutableArray<StripLimit> Limits, string Description);

/// <summary>One limit on a strip.</summary>
sealed record StripLimit(double At, string Label, bool IsCrossed);

/// <summary>A muscle group's row of page one: which colour, areas and densities right and left.</summary>
sealed record GroupRow(string Name, Colour Colour, Cell AreaRight, Cell AreaLeft, Cell DensityRight, Cell DensityLeft);

/// <summary>A light of the quality list.</summary>
sealed record Light(string Text, Tone Tone);
