using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Guards that a volume runs to the left, to the back and to the head.</summary>
static class CanonicalAxes
{
    /// <exception cref="ArgumentException">The axes are others.</exception>
    public static void Demand<T>(Volume<T> volume)
        where T : unmanaged
    {
        if (volume.Grid.AxisCodes != Reorientation.Canonical)
        {
            throw new ArgumentException($"The axes are {volume.Grid.AxisCodes}; reorder them to {Reorientation.Canonical} first.", nameof(volume));
        }
    }
}
