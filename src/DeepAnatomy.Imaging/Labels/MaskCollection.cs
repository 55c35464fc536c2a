using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>Named masks on one grid that may overlap, in an order of precedence: the first wins where a label map must choose.</summary>
public sealed class MaskCollection
{
    readonly List<(string Name, Volume<byte> Mask)> masks = [];

    /// <summary>An empty collection.</summary>
    /// <param name="grid">Where all masks lie.</param>
    public MaskCollection(Grid grid) => Grid = grid;

    /// <summary>Where all masks lie.</summary>
    public Grid Grid { get; }

    /// <summary>Names by falling precedence.</summary>
    public IEnumerable<string> Names => masks.Select(m => m.Name);

    /// <summary>The mask (0 and 1) with a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Volume<byte> this[string name] => masks.Find(m => m.Name == name).Mask ?? throw new KeyNotFoundException($"There is no mask '{name}'.");

    /// <summary>The masks of all labels that are named in a map; they do not overlap.</summary>
    public static MaskCollection Of(LabelMap map)
    {
        var collection = new MaskCollection(map.Grid);
        foreach (var label in map.Labels.Labels)
        {
            collection.Add(label.Name, map.Mask(label.Value));
        }

        return collection;
    }

    /// <summary>Adds a mask behind those that are there.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the mask lies on another grid.</exception>
    public void Add(string name, Volume<byte> mask)
    {
        if (masks.Exists(m => m.Name == name))
        {
            throw new ArgumentException($"There is a mask '{name}' already.", nameof(name));
        }

        if (!mask.Grid.IsSameAs(Grid))
        {
            throw new ArgumentException($"The mask '{name}' lies on another grid ({mask.Grid}) than the others ({Grid}).", nameof(mask));
        }

        masks.Add((name, mask));
    }

    /// <summary>A label map of all masks: where several overlap, the one added first wins.</summary>
    /// <param name="set">Gives each mask its value by name.</param>
    /// <returns>The map, and how many voxels are in more than one mask.</returns>
    /// <exception cref="KeyNotFoundException">The set lacks the name of a mask.</exception>
    public (LabelMap Map, long OverlappingVoxels) ToLabelMap(LabelSet set)
    {
        var labels = new ushort[Grid.Shape.Count];
        var twice = new bool[labels.Length];
        foreach (var (name, mask) in masks)
        {
            var value = set.ValueOf(name);
            var inside = mask.Voxels;
            for (var n = 0; n < labels.Length; n++)
            {
                if (inside[n] != 0)
                {
                    twice[n] |= labels[n] != 0;
                    labels[n] = labels[n] == 0 ? value : labels[n];
                }
            }
        }

        return (new(Volume<ushort>.Adopt(Grid, labels), set), twice.LongCount(t => t));
    }
}
