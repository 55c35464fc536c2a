using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Finds gas and lung with their rims, and stool between gas: there HU between gas and soft tissue are partial volume, not fat.</summary>
static class GasFinder
{
    const short GasHu = -300;
    const double StoolMm = 8, RimMm = 2.5;

    public static Volume<byte> Find(WorkingImage image, Volume<byte> body, CancellationToken cancel)
    {
        var mask = new byte[image.Hu.Length];
        var inBody = body.Voxels;
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = inBody[n] != 0 && image.Hu[n] < GasHu ? (byte)1 : (byte)0;
        }

        var closed = BallMorphology.CloseBySlice(Volume<byte>.Adopt(image.Grid, mask), StoolMm, cancel);
        var rim = Math.Max(RimMm, 1.01 * Math.Max(image.Spacing.IMm, image.Spacing.JMm));
        return BallMorphology.DilateBySlice(closed, rim, cancel);
    }
}
