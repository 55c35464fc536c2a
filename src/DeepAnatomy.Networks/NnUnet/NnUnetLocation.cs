using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Finds checkpoint and plans under a path: a checkpoint, a fold's folder, the folder of a trained model, or that of a dataset with one trained model.</summary>
/// <param name="Checkpoint">The <c>.pth</c> file.</param>
/// <param name="Folder">Folder with <c>plans.json</c>, or null.</param>
/// <param name="Folds">All folds that have a checkpoint, by their names.</param>
sealed record NnUnetLocation(string Checkpoint, string? Folder, IReadOnlyList<string> Folds)
{
    const string PlansFile = "plans.json";
    const string Remedy = "Give the folder that holds plans.json and fold_0, or a checkpoint_final.pth";

    static readonly string[] Checkpoints = ["checkpoint_final.pth", "checkpoint_best.pth", "checkpoint_latest.pth"];

    /// <summary>Whether the path is a folder laid out as nnU-Net does.</summary>
    /// <param name="path">File or folder.</param>
    public static bool IsFolder(string path) => Directory.Exists(path) && (File.Exists(Path.Combine(path, PlansFile)) || InFolder(path) is not null || Inner(path).Length > 0);

    /// <summary>Finds checkpoint and plans.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="fold">Fold to take, e.g. <c>0</c> or <c>all</c>; null for the first.</param>
    /// <exception cref="UnreadableModelException">There is no checkpoint, or more than one model.</exception>
    public static NnUnetLocation Find(string path, string? fold)
    {
        if (!Directory.Exists(path))
        {
            var own = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return new(path, PlansFolder(own), []);
        }

        if (InFolder(path) is { } checkpoint)
        {
            return new(checkpoint, PlansFolder(Path.GetFullPath(path)), []);
        }

        return File.Exists(Path.Combine(path, PlansFile)) ? InModel(path, fold) : Inner(path) switch
        {
            [var model] => InModel(model, fold),
            [] => throw new UnreadableModelException(path, "the folder holds no trained model of nnU-Net", Remedy),
            var models => throw new UnreadableModelException(path, $"the folder holds {models.Length} trained models ({string.Join(", ", models.Select(Path.GetFileName))})", "Give one of them"),
        };
    }

    static NnUnetLocation InModel(string folder, string? fold)
    {
        var folds = Directory.GetDirectories(folder, "fold_*").Where(inner => InFolder(inner) is not null)
            .Select(inner => Path.GetFileName(inner)["fold_".Length..])
            .OrderBy(name => int.TryParse(name, out var number) ? number : int.MaxValue).ThenBy(name => name, StringComparer.Ordinal).ToArray();
        var wanted = fold ?? folds.FirstOrDefault();
        return wanted is not null && folds.Contains(wanted, StringComparer.Ordinal)
            ? new(InFolder(Path.Combine(folder, "fold_" + wanted))!, folder, folds)
            : throw new UnreadableModelException(folder, wanted is null ? "the folder holds no fold with a checkpoint" : $"there is no checkpoint of fold {wanted} (there are {string.Join(", ", folds)})", Remedy);
    }

    static string? InFolder(string folder) => Checkpoints.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    static string[] Inner(string folder) => [.. Directory.GetDirectories(folder).Where(inner => File.Exists(Path.Combine(inner, PlansFile))).Order(StringComparer.Ordinal)];

    static string? PlansFolder(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        return File.Exists(Path.Combine(folder, PlansFile)) ? folder : parent is not null && File.Exists(Path.Combine(parent, PlansFile)) ? parent : null;
    }
}
