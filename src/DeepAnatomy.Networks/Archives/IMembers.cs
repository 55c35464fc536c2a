namespace DeepAnatomy.Networks.Archives;

/// <summary>Named pieces of one file or folder, each small enough to be held in memory.</summary>
interface IMembers : IDisposable
{
    /// <summary>The file or folder itself, for messages.</summary>
    string Path { get; }

    /// <summary>Names of the pieces, <c>/</c> between folders.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Reads one piece whole.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="Models.UnreadableModelException">It is damaged, too large, or expands suspiciously.</exception>
    byte[] Read(string name);
}
