using System.Collections.Immutable;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>An 8-bit picture, row by row from the top.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="PixelMm">Edge of a (square) pixel, mm.</param>
/// <param name="Pixels">Width × Height grey values; 0 is −150 HU and darker, 255 is 450 HU and brighter.</param>
public sealed record GreyPicture(int Width, int Height, double PixelMm, ImmutableArray<byte> Pixels);

/// <summary>A place in a picture, pixels from its upper left corner (centre of the first pixel is 0, 0).</summary>
public readonly record struct PicturePoint(double X, double Y);

/// <summary>A disc as found.</summary>
/// <param name="ProfileMm">Place along the profile, mm.</param>
/// <param name="CentreK">Height of its middle, fractional slice of the canonical grid.</param>
/// <param name="Clearness">0 (only the rhythm of the neighbours speaks for it) … about 1 (clear).</param>
public sealed record DiscFinding(double ProfileMm, double CentreK, double Clearness);

/// <summary>One thing seen that tells which vertebra is which.</summary>
/// <param name="Id">Machine name: <c>ribs</c>, <c>sacrum</c>, <c>crest</c>, <c>lungs</c>, <c>edge</c>.</param>
/// <param name="SliceK">Height in the scan where it was seen, fractional slice, or null when it concerns the whole.</param>
/// <param name="English">One sentence.</param>
/// <param name="German">The same sentence in German.</param>
public sealed record AnchorFinding(string Id, double? SliceK, string English, string German);

/// <summary>How the spine and its levels were found: what a report draws.</summary>
public sealed record SpineExplanation
{
    /// <summary>Sagittal reformat along the middle of the column (curved in x, plain in y and z): front is left, head is up; mean over ±4 mm.</summary>
    public required GreyPicture Sagittal { get; init; }

    /// <summary>Coronal reformat along the column (curved in y, plain in x and z): the patient's right is left, head is up; mean over ±4 mm.</summary>
    public required GreyPicture Coronal { get; init; }

    /// <summary>The straightened spine, sagittal, at right angles to the canal: front is left, head is up.</summary>
    public required GreyPicture Straight { get; init; }

    /// <summary>Centres of the vertebrae in <see cref="Sagittal"/>, in the order of the model's vertebrae.</summary>
    public required ImmutableArray<PicturePoint> SagittalCentres { get; init; }

    /// <summary>Centres of the vertebrae in <see cref="Coronal"/>, in the order of the model's vertebrae.</summary>
    public required ImmutableArray<PicturePoint> CoronalCentres { get; init; }

    /// <summary>The row of slice k in <see cref="Sagittal"/> and <see cref="Coronal"/> is this number less k times <see cref="RowsPerSlice"/>; use <see cref="RowOf"/>.</summary>
    public required double RowOfFirstSlice { get; init; }

    /// <summary>Rows per slice; see <see cref="RowOfFirstSlice"/>.</summary>
    public required double RowsPerSlice { get; init; }

    /// <summary>Mean HU of the inner column for every mm along the canal, from foot to head: end plates are peaks, discs the valleys between two of them.</summary>
    public required ImmutableArray<double> BodyProfileHu { get; init; }

    /// <summary>HU of the bridge between body and arch for every mm: peaks are the pedicles.</summary>
    public required ImmutableArray<double> PedicleProfileHu { get; init; }

    /// <summary>For every mm of the profiles the height in the scan, fractional slice.</summary>
    public required ImmutableArray<double> ProfileK { get; init; }

    /// <summary>The discs from foot to head.</summary>
    public required ImmutableArray<DiscFinding> Discs { get; init; }

    /// <summary>What the names were decided by.</summary>
    public required ImmutableArray<AnchorFinding> Anchors { get; init; }

    /// <summary>The decision in one sentence, English.</summary>
    public required string SummaryEnglish { get; init; }

    /// <summary>The decision in one sentence, German.</summary>
    public required string SummaryGerman { get; init; }

    /// <summary>The row of a slice in <see cref="Sagittal"/> and <see cref="Coronal"/>.</summary>
    public double RowOf(double sliceK) => RowOfFirstSlice - (sliceK * RowsPerSlice);
}
