namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Kinds of problems with lines.</summary>
public enum LineProblemKind
{
    /// <summary>Lines before it are missing: the sender goes on behind what is acknowledged.</summary>
    Gap,

    /// <summary>The line does not follow the protocol: sending it again does not help.</summary>
    Malformed,

    /// <summary>The line, or what it names, is larger than allowed.</summary>
    TooLarge,

    /// <summary>The store cannot write now (disk full, read-only): the sender keeps the lines and tries again later.</summary>
    NotWritable,
}
