using System.IO.Compression;
using System.Security.Cryptography;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>Where cards lie: inside a <c>.keras</c> file as an asset (Keras unpacks assets and asks only for those of its layers), beside every other model as <c>NAME.card.json</c>.</summary>
public static class ModelCardFile
{
    /// <summary>Name of the card inside a <c>.keras</c> file.</summary>
    public const string Member = "assets/model-card.json";

    const int LargestCard = 16 << 20;

    /// <summary>Path of the card beside a model: the name without its ending, then <c>.card.json</c>.</summary>
    /// <param name="model">File or folder of the model.</param>
    public static string Beside(string model)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(model));
        return Path.Combine(Path.GetDirectoryName(full) ?? "", Path.GetFileNameWithoutExtension(full) + ".card.json");
    }

    /// <summary>The card of a model, or null when it has none. A card beside the model wins over one inside.</summary>
    /// <param name="model">File or folder of the model.</param>
    /// <exception cref="InvalidDocumentException">The card is damaged; holds all problems.</exception>
    /// <exception cref="UnreadableModelException">The card beside a <c>.keras</c> file carries the hash of another one: what it says of spacing and classes would be wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelCard? Find(string model)
    {
        var beside = Beside(model);
        if (File.Exists(beside))
        {
            var card = ReadFile(beside);
            return card.Hashes.Model is not { } known || !File.Exists(model) || !IsZip(model) || known == HashOf(model)
                ? card
                : throw new UnreadableModelException(beside, $"it is the card of another model (it names the hash {known[..Math.Min(8, known.Length)]}…)", "Remove it, or put the card of this model there");
        }

        if (Directory.Exists(model))
        {
            var inside = Path.Combine(model, Member);
            return File.Exists(inside) ? ReadFile(inside) : null;
        }

        return IsZip(model) ? ReadMember(model) : null;
    }

    /// <summary>Writes the card beside a model, whole or not at all.</summary>
    /// <param name="model">File or folder of the model.</param>
    /// <param name="card">The card.</param>
    public static void WriteBeside(string model, ModelCard card) => AtomicFile.Write(Beside(model), stream => stream.Write(ModelCardJson.ToBytes(card)));

    /// <summary>Puts a card into a <c>.keras</c> file in place of the one that may be there; the other members stay as they are, byte by byte.</summary>
    /// <param name="model">The file.</param>
    /// <param name="card">The card; its hash of the model is filled in.</param>
    /// <exception cref="UnreadableModelException">The file is not a <c>.keras</c> file.</exception>
    public static void WriteInside(string model, ModelCard card)
    {
        var members = Members(model);
        var hashed = card with { Hashes = card.Hashes with { Model = HashOf(members) } };
        members.RemoveAll(member => member.Key == Member);
        members.Add(new(Member, ModelCardJson.ToBytes(hashed)));
        AtomicFile.Write(model, stream => ZipWriter.Write(stream, members, ZipWriter.NoDate));
    }

    /// <summary>The hash by which a card knows its <c>.keras</c> file: SHA-256 of <c>config.json</c> and the weights, one after the other.</summary>
    /// <param name="model">The file.</param>
    /// <exception cref="UnreadableModelException">The file is not a <c>.keras</c> file.</exception>
    public static string HashOf(string model) => HashOf(Members(model));

    static string HashOf(List<KeyValuePair<string, ReadOnlyMemory<byte>>> members)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in members.Where(m => m.Key is "config.json" || m.Key.StartsWith("model", StringComparison.Ordinal)).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            hash.AppendData(content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static List<KeyValuePair<string, ReadOnlyMemory<byte>>> Members(string model)
    {
        using var zip = ZipMembers.Open(model);
        return [.. zip.Names.Select(name => KeyValuePair.Create<string, ReadOnlyMemory<byte>>(name, zip.Read(name)))];
    }

    static ModelCard ReadFile(string path)
    {
        if (new FileInfo(path).Length > LargestCard)
        {
            throw new UnreadableModelException(path, "the card is larger than 16 MB", "Give a model card");
        }

        return ModelCardJson.Read(File.ReadAllBytes(path), path);
    }

    static ModelCard? ReadMember(string model)
    {
        using var zip = ZipMembers.Open(model);
        return zip.Names.Contains(Member) ? ModelCardJson.Read(zip.Read(Member), $"{model}/{Member}") : null;
    }

    static bool IsZip(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("PK\u0003\u0004"u8);
    }
}
