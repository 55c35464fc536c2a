namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>How far a vertebra is built like the sacrum: its wings fill the space 24–40 mm beside the mid-line over most of its height, where a lumbar vertebra has only its transverse process.</summary>
static class LateralMass
{
    const double FromMm = 24, ToMm = 40;

    /// <summary>The cortex of the wings; their marrow may be as dark as fat.</summary>
    const double MostBoneHu = 140, ShareOfThreshold = 0.82;

    /// <summary>Share of the lateral field that must be bone in a plane of the sacrum.</summary>
    const double LeastShare = 0.8;

    /// <summary>The longest unbroken stretch along the spine, mm, in which bone fills the lateral field on both sides.</summary>
    /// <param name="spine">The straightened spine.</param>
    /// <param name="column">The column in it.</param>
    /// <param name="fromS">First plane.</param>
    /// <param name="toS">Last plane, itself included.</param>
    /// <param name="ribHu">What counts as bone of the ribs in this person.</param>
    public static double LongestRunMm(StraightSpine spine, ColumnCourse column, int fromS, int toS, double ribHu)
    {
        var boneHu = Math.Min(MostBoneHu, ShareOfThreshold * ribHu);
        var (run, longest) = (0, 0);
        for (var s = Math.Max(0, fromS); s <= Math.Min(spine.Count - 1, toS); s++)
        {
            run = Share(spine, column, s, boneHu) >= LeastShare ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest * StraightSpine.StepMm;
    }

    // Share of the lateral places of one plane with bone anywhere from behind the body's back wall to its front third; the weaker side counts.
    static double Share(StraightSpine spine, ColumnCourse column, int s, double boneHu)
    {
        var plane = spine.Plane(s);
        var back = StraightSpine.IndexOfV(column.V[s] - column.HalfDepthMm[s] - 8);
        var front = StraightSpine.IndexOfV(column.V[s] + (0.6 * column.HalfDepthMm[s]));
        var (left, right, all) = (0, 0, 0);
        for (var mm = FromMm; mm <= ToMm; mm += StraightSpine.PixelMm)
        {
            left += Reaches(plane, StraightSpine.IndexOfU(column.U[s] + mm), back, front, boneHu) ? 1 : 0;
            right += Reaches(plane, StraightSpine.IndexOfU(column.U[s] - mm), back, front, boneHu) ? 1 : 0;
            all++;
        }

        return Math.Min(left, right) / (double)all;
    }

    static bool Reaches(ReadOnlySpan<short> plane, int u, int back, int front, double boneHu)
    {
        for (var v = back; v <= front; v++)
        {
            if (plane[(v * StraightSpine.U) + u] > boneHu)
            {
                return true;
            }
        }

        return false;
    }
}
