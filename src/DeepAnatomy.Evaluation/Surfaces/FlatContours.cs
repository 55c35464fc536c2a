namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Contour elements of a single slice on the lattice of pixel corners, weighted by their length (marching squares).</summary>
static class FlatContours
{
    /// <summary>Corners around which the four pixels are not all alike, slice by slice.</summary>
    public static BitMask Corners(BitMask mask)
    {
        var corners = new BitMask(mask.I + 1, mask.J + 1, mask.K);
        for (var k = 0; k < corners.K; k++)
        {
            for (var j = 0; j < corners.J; j++)
            {
                for (var i = 0; i < corners.I; i++)
                {
                    if (CodeAt(mask, i, j, k) is not (0 or 15))
                    {
                        corners.Row(j, k)[i >> 6] |= 1UL << (i & 63);
                    }
                }
            }
        }

        return corners;
    }

    /// <summary>Bit (2a + b), counted from the highest of four, is the pixel at i−1+a, j−1+b.</summary>
    public static int CodeAt(BitMask mask, int i, int j, int k)
    {
        var code = 0;
        for (var corner = 0; corner < 4; corner++)
        {
            var (x, y) = (i - 1 + (corner >> 1), j - 1 + (corner & 1));
            code = (code << 1) | ((uint)x < (uint)mask.I && (uint)y < (uint)mask.J && mask[x, y, k] ? 1 : 0);
        }

        return code;
    }

    /// <summary>Lengths in mm for all 16 codes: a cut-off corner is half a diagonal, a straight edge one side, two opposite corners two half diagonals.</summary>
    public static double[] Lengths(double iMm, double jMm)
    {
        var diagonal = 0.5 * Math.Sqrt((iMm * iMm) + (jMm * jMm));
        var lengths = new double[16];
        for (var code = 1; code < 15; code++)
        {
            lengths[code] = code switch
            {
                0b0011 or 0b1100 => jMm,
                0b0101 or 0b1010 => iMm,
                0b0110 or 0b1001 => 2 * diagonal,
                _ => diagonal,
            };
        }

        return lengths;
    }
}
