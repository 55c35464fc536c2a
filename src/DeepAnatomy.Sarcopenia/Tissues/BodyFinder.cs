using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Finds the body: everything inside the skin of the trunk, gas and lungs included; without table, blankets and arms that lie beside it.</summary>
public static class BodyFinder
{
    /// <summary>Skin against air: a little above half way between air (−1000 HU) and skin, so that cloth and padding (below −500 HU) that touch it stay outside.</summary>
    const short SkinHu = -400;

    /// <summary>On the working grid: higher, because table padding and blankets of −900 … −400 HU are averaged with their surroundings there.</summary>
    const short CoarseSkinHu = -300;

    /// <summary>Table shells, tubes and folds of cloth are thinner than twice this.</summary>
    const double ThinMm = 3;

    /// <summary>What hangs on the body by less than twice this does not belong to it.</summary>
    const double NeckMm = 8;

    /// <summary>Finds the body of a CT.</summary>
    /// <param name="hu">CT on canonical axes (LPS), HU.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>0 or 1 on the grid of the CT; all 0 when nothing looks like a body.</returns>
    /// <exception cref="ArgumentException">The axes of the volume are not canonical.</exception>
    public static Volume<byte> Find(Volume<short> hu, CancellationToken cancellationToken = default)
    {
        CanonicalAxes.Demand(hu);
        var working = WorkingImage.Of(hu, cancellationToken);
        return Refine(hu, working, Coarse(working, cancellationToken), cancellationToken);
    }

    /// <summary>The body on the working grid.</summary>
    internal static Volume<byte> Coarse(WorkingImage image, CancellationToken cancel)
    {
        var mask = new byte[image.Hu.Length];
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = image.Hu[n] > CoarseSkinHu ? (byte)1 : (byte)0;
        }

        var bright = Volume<byte>.Adopt(image.Grid, mask);
        var thick = ConnectedComponents.Largest(BallMorphology.OpenBySlice(bright, Math.Max(ThinMm, image.Spacing.IMm), cancel), cancellationToken: cancel);
        var filled = HoleFilling.FillBySlice(thick, cancellationToken: cancel);
        var trunk = ConnectedComponents.Largest(BallMorphology.OpenBySlice(filled, NeckMm, cancel), Connectivity.Faces6, cancel);
        // Opening with a ball rounds corners by at most (√2 − 1) of its radius.
        var near = BallMorphology.DilateBySlice(trunk, 0.5 * NeckMm, cancel);
        var body = Both(near, Either(filled, bright));
        return HoleFilling.FillBySlice(body, cancellationToken: cancel);
    }

    /// <summary>The body on the CT's own grid: as on the working grid, with the skin where the CT has it.</summary>
    internal static Volume<byte> Refine(Volume<short> hu, WorkingImage image, Volume<byte> coarse, CancellationToken cancel)
    {
        var stepMm = 1.01 * Math.Max(image.Spacing.IMm, image.Spacing.JMm);
        var inside = BallMorphology.ErodeBySlice(coarse, stepMm, cancel).Memory;
        var outside = BallMorphology.DilateBySlice(coarse, stepMm, cancel).Memory;
        var (shape, small) = (hu.Shape, image.Shape);
        var mask = new byte[shape.Count];
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            var target = mask.AsSpan(k * shape.SliceCount, shape.SliceCount);
            var source = hu.Slice(k);
            var sure = inside.Span;
            var possible = outside.Span;
            for (int j = 0, n = 0; j < shape.J; j++)
            {
                var row = small.OffsetOf(0, j / image.Factor.J, k / image.Factor.K);
                for (var i = 0; i < shape.I; i++, n++)
                {
                    var at = row + (i / image.Factor.I);
                    target[n] = sure[at] != 0 || (possible[at] != 0 && source[n] > SkinHu) ? (byte)1 : (byte)0;
                }
            }
        });
        return Volume<byte>.Adopt(hu.Grid, mask);
    }

    static Volume<byte> Both(Volume<byte> a, Volume<byte> b) => Combine(a, b, static (x, y) => (byte)(x & y));

    static Volume<byte> Either(Volume<byte> a, Volume<byte> b) => Combine(a, b, static (x, y) => (byte)(x | y));

    static Volume<byte> Combine(Volume<byte> a, Volume<byte> b, Func<byte, byte, byte> of)
    {
        var result = new byte[a.Shape.Count];
        var x = a.Voxels;
        var y = b.Voxels;
        for (var n = 0; n < result.Length; n++)
        {
            result[n] = of(x[n], y[n]);
        }

        return Volume<byte>.Adopt(a.Grid, result);
    }
}
