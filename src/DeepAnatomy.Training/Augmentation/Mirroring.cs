using System.Collections.Immutable;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Mirrors the patch; where left and right are exchanged, so are the labels that have a side.</summary>
sealed class Mirroring : IPatchStep
{
    readonly MirroringSettings settings;
    readonly ImmutableArray<byte> mirroredCodes;
    readonly bool swaps;

    public Mirroring(MirroringSettings settings, ClassSides sides)
    {
        (this.settings, mirroredCodes) = (settings, sides.MirroredCodes);
        swaps = settings.Sides == MirroredSides.Swap && sides.HasSides;
    }

    public string Name => "mirroring";

    public string Description => $"mirroring of {settings.Probability:P0} of the patches along {string.Join(", ", Axes())}{(swaps ? "; labels of left and right are swapped" : "")}";

    public void Apply(Patch patch, ref Chance chance)
    {
        bool i = chance.Happens(settings.Probability), j = chance.Happens(settings.Probability), k = chance.Happens(settings.Probability);
        if (i && settings.LeftRight)
        {
            LeftRight(patch);
        }

        if (j && settings.FrontBack)
        {
            FrontBack(patch);
        }

        if (k && settings.HeadFoot)
        {
            HeadFoot(patch);
        }
    }

    /// <summary>Mirrors left and right.</summary>
    public void LeftRight(Patch patch)
    {
        for (var at = 0; at < patch.Image.Length; at += patch.Width)
        {
            patch.Image.AsSpan(at, patch.Width).Reverse();
        }

        for (var at = 0; at < patch.Codes.Length; at += patch.Width)
        {
            patch.Codes.AsSpan(at, patch.Width).Reverse();
        }

        for (var n = 0; swaps && n < patch.Codes.Length; n++)
        {
            patch.Codes[n] = mirroredCodes[patch.Codes[n]];
        }
    }

    /// <summary>Mirrors front and back.</summary>
    public static void FrontBack(Patch patch)
    {
        ReverseParts(patch.Image.AsSpan(), patch.Height, patch.Width);
        ReverseParts(patch.Codes.AsSpan(), patch.Height, patch.Width);
    }

    /// <summary>Mirrors head and foot: slices of a block, or channels that are neighbouring slices.</summary>
    public static void HeadFoot(Patch patch)
    {
        ReverseParts(patch.Image.AsSpan(), patch.Depth * patch.Channels, patch.Width * patch.Height);
        ReverseParts(patch.Codes.AsSpan(), patch.Depth, patch.Width * patch.Height);
    }

    /// <summary>Reverses the order of parts of equal length within every group of <paramref name="count"/> parts.</summary>
    static void ReverseParts<T>(Span<T> values, int count, int length)
    {
        var held = new T[length];
        for (var start = 0; start < values.Length; start += count * length)
        {
            for (int a = 0, b = count - 1; a < b; a++, b--)
            {
                var low = values.Slice(start + (a * length), length);
                var high = values.Slice(start + (b * length), length);
                low.CopyTo(held);
                high.CopyTo(low);
                held.CopyTo(high);
            }
        }
    }

    IEnumerable<string> Axes() => new[] { settings.LeftRight ? "left–right" : "", settings.FrontBack ? "front–back" : "", settings.HeadFoot ? "head–foot" : "" }.Where(a => a.Length > 0);
}
