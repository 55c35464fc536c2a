using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>Members of a <c>.keras</c> file that Keras itself does not look at.</summary>
public static class KerasAssets
{
    /// <summary>The content of a member, or null when there is none of that name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="member">Name inside the file, e.g. <c>assets/notes.json</c>.</param>
    /// <exception cref="UnreadableModelException">It is no ZIP file, or damaged.</exception>
    public static byte[]? Read(string path, string member)
    {
        using var zip = ZipMembers.Open(path);
        return zip.Names.Contains(member) ? zip.Read(member) : null;
    }
}
