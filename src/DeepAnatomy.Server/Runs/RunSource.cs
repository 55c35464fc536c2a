namespace DeepAnatomy.Server.Runs;

/// <summary>Where a run comes from.</summary>
enum RunSource
{
    /// <summary>Started here.</summary>
    Local,

    /// <summary>Its folder appeared in the workspace.</summary>
    Adopted,

    /// <summary>A worker elsewhere sends its lines.</summary>
    Remote,

    /// <summary>Read from the files of another tool.</summary>
    Imported,
}
