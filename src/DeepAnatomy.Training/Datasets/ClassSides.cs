using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Datasets;

/// <summary>What exchanging left and right does to classes.</summary>
public sealed class ClassSides
{
    ClassSides(bool hasSides, ImmutableArray<byte> codes, string? obstacle) => (HasSides, MirroredCodes, Obstacle) = (hasSides, codes, obstacle);

    /// <summary>Whether a class is made of structures of one side.</summary>
    public bool HasSides { get; }

    /// <summary>For each of the 256 voxel codes the code after mirroring; the identity where no class has a side or there is an <see cref="Obstacle"/>.</summary>
    public ImmutableArray<byte> MirroredCodes { get; }

    /// <summary>Why mirrored patients cannot be labelled, one sentence; null when they can.</summary>
    public string? Obstacle { get; }

    internal static ClassSides Of(LabelSet set, IReadOnlyList<string> names, IReadOnlyList<HashSet<string>> members)
    {
        var codes = Enumerable.Range(0, 256).Select(c => (byte)c).ToArray();
        // Half of a pair whose other half the set does not have cannot be mirrored; a set that names one side only has no pairs.
        var isSided = members.Select(m => m.Any(SideNames.HasSide)).ToArray();
        for (var c = 0; c < members.Count; c++)
        {
            var mirrored = members[c].Select(SideNames.Mirrored).ToHashSet();
            var partner = Enumerable.Range(0, members.Count).FirstOrDefault(d => members[d].SetEquals(mirrored), -1);
            if (partner < 0)
            {
                var missing = mirrored.Where(m => set.Find(m) is null).ToArray();
                var why = missing.Length > 0 ? $"the label set {set.Id} has no '{missing[0]}'" : "no class holds the structures of the other side";
                return new(true, [.. Enumerable.Range(0, 256).Select(n => (byte)n)], $"The class '{names[c]}' cannot be mirrored: {why}.");
            }

            codes[c + 1] = (byte)(partner + 1);
            codes[VoxelCode.Uncertain(c + 1)] = VoxelCode.Uncertain(partner + 1);
        }

        var hasSides = codes.Where((code, n) => code != n).Any();
        return new(hasSides && isSided.Any(s => s), [.. codes], null);
    }
}
