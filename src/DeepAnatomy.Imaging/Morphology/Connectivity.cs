namespace DeepAnatomy.Imaging.Morphology;

/// <summary>Which neighbours belong together.</summary>
public enum Connectivity
{
    /// <summary>The 6 voxels that share a face.</summary>
    Faces6,

    /// <summary>The 18 voxels that share a face or an edge.</summary>
    Edges18,

    /// <summary>The 26 voxels that share a face, an edge or a corner.</summary>
    Vertices26,

    /// <summary>The 4 pixels of the same slice that share an edge; slices are apart.</summary>
    Faces4,

    /// <summary>The 8 pixels of the same slice that share an edge or a corner; slices are apart.</summary>
    Vertices8,
}
