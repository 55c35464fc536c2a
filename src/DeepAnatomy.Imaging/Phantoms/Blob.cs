namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>An ellipsoid of an organ with a wobbling outline, nominal mm; placed in the cavity and spread with it.</summary>
readonly record struct Blob(float X, float Y, float Z, float A, float B, float C, float Wobble = 1.5f, float LeanX = 0, float LeanY = 0)
{
    /// <summary>The blob's section at a height: centre and half axes; <c>HalfX</c> is 0 where the height misses it.</summary>
    public (float X, float Y, float HalfX, float HalfY) At(float z, Section s)
    {
        var t = (z - Z) / C;
        var rest = 1 - (t * t);
        var k = rest > 0 ? MathF.Sqrt(rest) : 0;
        return ((X * s.SpreadX) + (LeanX * (z - Z)), (Y * (Y < -20 ? s.SpreadY : 1)) + (LeanY * (z - Z)), A * k, B * k);
    }
}
