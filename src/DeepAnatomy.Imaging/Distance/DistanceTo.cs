namespace DeepAnatomy.Imaging.Distance;

/// <summary>Which voxels of a mask a distance is measured to.</summary>
public enum DistanceTo
{
    /// <summary>Voxels that are not zero.</summary>
    Foreground,

    /// <summary>Voxels that are zero.</summary>
    Background,
}
