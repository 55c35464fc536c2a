using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Morphology;

/// <summary>The connected components of a mask.</summary>
/// <param name="Labels">0 on the background, otherwise the label of the component.</param>
/// <param name="Components">In the order of their labels: the component with label n is at n − 1.</param>
public sealed record ComponentMap(Volume<int> Labels, ImmutableArray<Component> Components)
{
    /// <summary>The number of components.</summary>
    public int Count => Components.Length;

    /// <summary>The voxels of each component, in the order of their labels.</summary>
    public IEnumerable<long> Sizes => Components.Select(c => c.VoxelCount);
}
