using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>How the voxels of a file are packed.</summary>
enum Packing
{
    /// <summary>Voxel after voxel as the element type says.</summary>
    Binary,

    /// <summary>Numbers as text, separated by white space.</summary>
    Text,
}

/// <summary>What every volume file says before its voxels, in the product's terms: all formats are read to this and share what follows.</summary>
sealed record RasterHeader
{
    /// <summary>The file as the user named it, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>Format and version, for example <c>NIfTI-1</c>.</summary>
    public required string Format { get; init; }

    public required Grid Grid { get; init; }

    public required ElementType Element { get; init; }

    public Packing Packing { get; init; }

    public bool IsBigEndian { get; init; }

    /// <summary>Value = raw × <see cref="Slope"/> + <see cref="Intercept"/>.</summary>
    public double Slope { get; init; } = 1;

    public double Intercept { get; init; }

    /// <summary>Names of label values found in the file; empty where it has none.</summary>
    public IReadOnlyList<Label> LabelNames { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the file has two axes, not three of which the last has one slice.</summary>
    public bool IsPlane { get; init; }

    public bool IsScaled => Slope != 1 || Intercept != 0;

    public long RawBytes => (long)Grid.Shape.Count * Element.SizeBytes();
}
