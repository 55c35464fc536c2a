using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Reports.Charts;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>A chapter of the details: the same for every format.</summary>
sealed record Section(string Id, string Title, ImmutableArray<Block> Blocks);

/// <summary>A part of a chapter.</summary>
abstract record Block;

/// <summary>A paragraph.</summary>
sealed record TextBlock(string Text, bool IsMuted = false) : Block;

/// <summary>A small heading with a line of text under it.</summary>
sealed record HeadingBlock(string Text, string? Note = null) : Block;

/// <summary>A drawing with a caption.</summary>
sealed record FigureBlock(Drawing Drawing, string Caption) : Block;

/// <summary>A table.</summary>
/// <param name="Caption">What the table holds, for readers who cannot see it.</param>
/// <param name="Columns">Headers and shares of the width.</param>
/// <param name="Rows">The rows; a row may have fewer cells than columns when its last one spans the rest.</param>
sealed record TableBlock(string Caption, ImmutableArray<Column> Columns, ImmutableArray<Row> Rows) : Block;

/// <summary>A column; <paramref name="Share"/> is its part of the width.</summary>
sealed record Column(string Header, double Share, bool IsNumber = false);

/// <summary>A row of a table.</summary>
sealed record Row(ImmutableArray<Cell> Cells, bool IsHeading = false);

/// <summary>A cell with an optional second, quieter line.</summary>
sealed record Cell(string Text, Tone Tone = Tone.Plain, string? Note = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>How a text speaks; the three states also carry a sign of their own shape.</summary>
enum Tone
{
    Plain,
    Strong,
    Muted,
    Good,
    Warn,
    Bad,
    Open,
}

/// <summary>A name with a value.</summary>
sealed record Fact(string Name, string Value, string? Note = null);
