using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>A grid in the terms of a NIfTI header: RAS millimetres, as a matrix and as quaternion with offset.</summary>
/// <param name="Sform">Three rows of four.</param>
/// <param name="Qform">Quaternion b, c, d (a ≥ 0 follows), then the offset.</param>
/// <param name="Qfac">−1 where the axes are left-handed: the third is turned for the quaternion.</param>
sealed record NiftiAffine(double[] Sform, double[] Qform, double Qfac)
{
    public static NiftiAffine Of(Grid grid)
    {
        var (i, j, k, o) = (Ras(grid.Orientation.I), Ras(grid.Orientation.J), Ras(grid.Orientation.K), Ras(grid.Origin));
        var s = grid.Spacing;
        double[] sform =
        [
            s.IMm * i.XMm, s.JMm * j.XMm, s.KMm * k.XMm, o.XMm,
            s.IMm * i.YMm, s.JMm * j.YMm, s.KMm * k.YMm, o.YMm,
            s.IMm * i.ZMm, s.JMm * j.ZMm, s.KMm * k.ZMm, o.ZMm,
        ];
        var qfac = i.Cross(j).Dot(k) >= 0 ? 1 : -1;
        var (b, c, d) = Quaternion(i, j, qfac * k);
        return new(WithoutMinusZero(sform), WithoutMinusZero([b, c, d, o.XMm, o.YMm, o.ZMm]), qfac);
    }

    static PatientPoint Ras(PatientPoint lps) => new(-lps.XMm, -lps.YMm, lps.ZMm);

    /// <summary>Minus zero, which flipping makes of zero, becomes zero: same place, same bytes.</summary>
    static double[] WithoutMinusZero(double[] values) => [.. values.Select(v => v == 0 ? 0 : v)];

    /// <summary>The rotation with the given columns as quaternion with a ≥ 0, by the largest component (stable for half turns).</summary>
    static (double B, double C, double D) Quaternion(PatientPoint i, PatientPoint j, PatientPoint k)
    {
        double r11 = i.XMm, r22 = j.YMm, r33 = k.ZMm;
        double[] squares = [1 + r11 + r22 + r33, 1 + r11 - r22 - r33, 1 - r11 + r22 - r33, 1 - r11 - r22 + r33];
        var largest = Array.IndexOf(squares, squares.Max());
        var twice = Math.Sqrt(Math.Max(0, squares[largest]));
        var (bc, bd, cd) = (j.XMm + i.YMm, k.XMm + i.ZMm, k.YMm + j.ZMm);
        var (ab, ac, ad) = (j.ZMm - k.YMm, k.XMm - i.ZMm, i.YMm - j.XMm);
        (double A, double B, double C, double D) q = largest switch
        {
            0 => (twice * twice, ab, ac, ad),
            1 => (ab, twice * twice, bc, bd),
            2 => (ac, bc, twice * twice, cd),
            _ => (ad, bd, cd, twice * twice),
        };
        var length = Math.Sqrt((q.A * q.A) + (q.B * q.B) + (q.C * q.C) + (q.D * q.D)) * (q.A < 0 ? -1 : 1);
        return (q.B / length, q.C / length, q.D / length);
    }
}
