using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Finds gas and lung with their rims, and stool between gas: there HU between gas and soft tissue are partial volume, not fat.</summary>
static class GasFinder
{
    const short GasHu = -300, StoolHu = -40;
    const double StoolMm = 8, RimMm = 2.5, StoolLargestMm2 = 1200, StoolBorder = 0.15;

    public static Volume<byte> Find(WorkingImage image, Volume<byte> body, CancellationToken cancel)
    {
        var mask = new byte[image.Hu.Length];
        var inBody = body.Voxels;
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = inBody[n] != 0 && image.Hu[n] < GasHu ? (byte)1 : (byte)0;
        }

        var closed = BallMorphology.CloseBySlice(Volume<byte>.Adopt(image.Grid, mask), StoolMm, cancel);
        var within = closed.Memory;
        Parallel.For(0, image.Shape.K, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            var slice = k * image.Shape.SliceCount;
            AddStool(image.Hu.AsSpan(slice, image.Shape.SliceCount), mask.AsSpan(slice, image.Shape.SliceCount), within.Span.Slice(slice, image.Shape.SliceCount), image);
        });
        closed = Volume<byte>.Adopt(image.Grid, Merged(closed, mask));
        var rim = Math.Max(RimMm, 1.01 * Math.Max(image.Spacing.IMm, image.Spacing.JMm));
        return BallMorphology.DilateBySlice(closed, rim, cancel);
    }

    static byte[] Merged(Volume<byte> a, byte[] b)
    {
        var merged = a.Voxels.ToArray();
        for (var n = 0; n < merged.Length; n++)
        {
            merged[n] |= b[n];
        }

        return merged;
    }

    /// <summary>Adds to the gas what is as dark as fat, small, cut off from other fat by soft tissue, and bordered by gas: stool within the bowel's wall.</summary>
    static void AddStool(ReadOnlySpan<short> hu, Span<byte> gas, ReadOnlySpan<byte> closed, WorkingImage image)
    {
        var width = image.Shape.I;
        var seen = new bool[hu.Length];
        var largest = (int)(StoolLargestMm2 / image.Spacing.PixelMm2);
        var open = new List<int>();
        for (var start = width; start < hu.Length - width; start++)
        {
            if (seen[start] || hu[start] >= StoolHu || closed[start] != 0)
            {
                continue;
            }

            open.Clear();
            open.Add(start);
            seen[start] = true;
            var (border, bare) = (0, 0);
            for (var at = 0; at < open.Count; at++)
            {
                foreach (var step in (ReadOnlySpan<int>)[1, -1, width, -width])
                {
                    var next = open[at] + step;
                    if ((uint)next >= (uint)hu.Length || seen[next])
                    {
                        continue;
                    }

                    if (closed[next] != 0)
                    {
                        bare++;
                    }
                    else if (hu[next] >= StoolHu)
                    {
                        border++;
                    }
                    else
                    {
                        seen[next] = true;
                        open.Add(next);
                    }
                }
            }

            if (open.Count <= largest && bare > StoolBorder * (bare + border))
            {
                foreach (var n in open)
                {
                    gas[n] = 1;
                }
            }
        }
    }
}
