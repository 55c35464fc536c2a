namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>What counts as the surface of a mask.</summary>
public enum SurfaceKind
{
    /// <summary>Voxels with a face neighbour (6; 4 in 2-D) outside the mask.</summary>
    FaceVoxels,

    /// <summary>Voxels with any neighbour (26; 8 in 2-D) outside the mask.</summary>
    VertexVoxels,

    /// <summary>Surface elements between voxels, on the lattice of voxel corners, weighted by their area (marching cubes; google-deepmind/surface-distance).</summary>
    Surfels,
}

/// <summary>What lies beyond the edge of the image.</summary>
public enum Exterior
{
    /// <summary>Background: a structure has a surface at the image edge.</summary>
    Background,

    /// <summary>Foreground: a structure is open at the image edge (ITK's LabelContour). Voxel surfaces only.</summary>
    Foreground,
}
