namespace DeepAnatomy.Networks.Keras;

/// <summary>What kind of file of Keras it is.</summary>
enum KerasFileKind
{
    /// <summary>None that is known.</summary>
    Unknown,

    /// <summary>A ZIP file: <c>.keras</c>.</summary>
    Archive,

    /// <summary>An unzipped <c>.keras</c> file.</summary>
    Folder,

    /// <summary>HDF5: a whole model or weights only.</summary>
    Hdf5,

    /// <summary>An architecture without weights.</summary>
    Json,
}
