using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>The box of the body in a scan: found from the CT alone, so that inference crops as training did.</summary>
/// <param name="Start">First voxel (i, j, k).</param>
/// <param name="Shape">Voxels of the box.</param>
public readonly record struct BodyBox((int I, int J, int K) Start, Shape Shape)
{
    const short BodyHu = -300;

    /// <summary>Distance of the looked-at points, mm: coarse enough to lose thin tables and clothes, fine enough for arms.</summary>
    const double StepMm = 6;

    /// <summary>The whole of a scan.</summary>
    public static BodyBox Whole(Shape shape) => new((0, 0, 0), shape);

    /// <summary>Finds the box of the largest connected thing denser than air in a scan, in-plane; all slices stay.</summary>
    /// <param name="hu">HU with axes LPS.</param>
    /// <param name="marginMm">Margin around the body, mm.</param>
    /// <returns>The box; the whole scan where no body is found.</returns>
    public static BodyBox Find(Volume<short> hu, double marginMm)
    {
        var (shape, spacing) = (hu.Shape, hu.Grid.Spacing);
        int si = Step(spacing.IMm, shape.I), sj = Step(spacing.JMm, shape.J), sk = Step(spacing.KMm, shape.K);
        var coarse = new Shape(((shape.I - 1) / si) + 1, ((shape.J - 1) / sj) + 1, ((shape.K - 1) / sk) + 1);
        var mask = new byte[coarse.Count];
        for (var k = 0; k < coarse.K; k++)
        {
            var slice = hu.Slice(k * sk);
            for (var j = 0; j < coarse.J; j++)
            {
                for (var i = 0; i < coarse.I; i++)
                {
                    mask[coarse.OffsetOf(i, j, k)] = slice[(j * sj * shape.I) + (i * si)] > BodyHu ? (byte)1 : (byte)0;
                }
            }
        }

        var components = ConnectedComponents.Label(Volume<byte>.Adopt(new Grid(coarse, new Spacing(1, 1, 1)), mask), Connectivity.Faces6).Components;
        if (components.IsEmpty)
        {
            return Whole(shape);
        }

        var body = components.MaxBy(c => c.VoxelCount);
        var (i0, i1) = Range(body.First.I, body.Last.I, si, marginMm / spacing.IMm, shape.I);
        var (j0, j1) = Range(body.First.J, body.Last.J, sj, marginMm / spacing.JMm, shape.J);
        return new((i0, j0, 0), new(i1 - i0, j1 - j0, shape.K));
    }

    static int Step(double mm, int count) => Math.Clamp((int)Math.Round(StepMm / mm), 1, Math.Max(1, count - 1));

    // The border lies somewhere before the next point that was looked at.
    static (int From, int To) Range(int first, int last, int step, double margin, int count) =>
        (Math.Max(0, ((first - 1) * step) - (int)margin), Math.Min(count, ((last + 1) * step) + 1 + (int)margin));
}
