using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>Where a NIfTI header puts its voxels: sform before qform before the spacing alone, as nibabel does; RAS becomes LPS here.</summary>
static class NiftiGeometry
{
    /// <summary>How far the quaternion may be longer than one: rounding of 32-bit numbers.</summary>
    const double QuaternionTolerance = 1e-4;

    public static Grid GridOf(string path, NiftiHeader header, List<string> warnings)
    {
        var shape = ShapeOf(path, header);
        var unit = UnitMm(path, header, warnings);
        var (i, j, k, origin) = AffineRas(path, header, shape, warnings);
        return GridFromAxes.Create(path, shape, Lps(unit, i), Lps(unit, j), Lps(unit, k), Lps(unit, origin), warnings);
    }

    static Shape ShapeOf(string path, NiftiHeader header)
    {
        var dimensions = header.Dim[0];
        if (dimensions is < 1 or > 7)
        {
            throw new UnreadableImageException(path, $"the header gives {dimensions} dimensions", "The header is damaged; export the file again");
        }

        for (var d = 4; d <= dimensions; d++)
        {
            if (header.Dim[d] != 1)
            {
                throw new UnreadableImageException(path, $"it has {header.Dim[d]} values along dimension {d} (a time series or vectors)", "Give a single volume: extract one frame first");
            }
        }

        return PlausibleSize.Checked(path, header.Dim[1], dimensions > 1 ? header.Dim[2] : 1, dimensions > 2 ? header.Dim[3] : 1);
    }

    static double UnitMm(string path, NiftiHeader header, List<string> warnings)
    {
        switch (header.Units & 7)
        {
            case 0 or 2:
                return 1;
            case 1:
                warnings.Add("The file is in metres; converted to millimetres.");
                return 1000;
            case 3:
                warnings.Add("The file is in micrometres; converted to millimetres.");
                return 1e-3;
            default:
                throw new UnreadableImageException(path, $"the unit of length has the unknown code {header.Units & 7}", "The header is damaged; export the file again");
        }
    }

    static (PatientPoint I, PatientPoint J, PatientPoint K, PatientPoint Origin) AffineRas(string path, NiftiHeader header, Shape shape, List<string> warnings)
    {
        if (IsKnown(header.SformCode))
        {
            var s = header.Sform;
            if (s.Any(v => v != 0) || !IsKnown(header.QformCode))
            {
                return (new(s[0], s[4], s[8]), new(s[1], s[5], s[9]), new(s[2], s[6], s[10]), new(s[3], s[7], s[11]));
            }

            warnings.Add("The sform is empty although it is marked as valid; the qform is used.");
        }

        if (IsKnown(header.QformCode))
        {
            return Qform(path, header, shape);
        }

        warnings.Add("The header gives no orientation; left and right are assumed as nibabel does (first axis to the left). Check the sides.");
        var (x, y, z) = (-StepMm(header, 1, shape), StepMm(header, 2, shape), StepMm(header, 3, shape));
        return (new(x, 0, 0), new(0, y, 0), new(0, 0, z), new(-x * (shape.I - 1) / 2, -y * (shape.J - 1) / 2, -z * (shape.K - 1) / 2));
    }

    static (PatientPoint I, PatientPoint J, PatientPoint K, PatientPoint Origin) Qform(string path, NiftiHeader header, Shape shape)
    {
        var (b, c, d) = (header.Qform[0], header.Qform[1], header.Qform[2]);
        var rest = 1 - (b * b) - (c * c) - (d * d);
        if (!(rest > -QuaternionTolerance))
        {
            throw new UnreadableImageException(path, "the quaternion of the qform is no rotation", "The header is damaged; export the file again");
        }

        var a = Math.Sqrt(Math.Max(0, rest));
        var qfac = header.PixDim[0] == -1 ? -1 : 1;
        var scale = 2 / ((a * a) + (b * b) + (c * c) + (d * d));
        var i = new PatientPoint(1 - (scale * ((c * c) + (d * d))), scale * ((b * c) + (a * d)), scale * ((b * d) - (a * c)));
        var j = new PatientPoint(scale * ((b * c) - (a * d)), 1 - (scale * ((b * b) + (d * d))), scale * ((c * d) + (a * b)));
        var k = new PatientPoint(scale * ((b * d) + (a * c)), scale * ((c * d) - (a * b)), 1 - (scale * ((b * b) + (c * c))));
        return (
            StepMm(header, 1, shape) * i,
            StepMm(header, 2, shape) * j,
            qfac * StepMm(header, 3, shape) * k,
            new(header.Qform[3], header.Qform[4], header.Qform[5]));
    }

    /// <summary>The spacing of dimension 1, 2 or 3. A negative one counts as positive, as in nibabel; a zero one only where there is one voxel.</summary>
    static double StepMm(NiftiHeader header, int dimension, Shape shape)
    {
        var step = dimension <= header.Dim[0] ? Math.Abs(header.PixDim[dimension]) : 1;
        return step == 0 && shape.Along(dimension - 1) == 1 ? 1 : step;
    }

    static bool IsKnown(int code) => code is >= 1 and <= 5;

    static PatientPoint Lps(double unitMm, PatientPoint ras) => new(-unitMm * ras.XMm, -unitMm * ras.YMm, unitMm * ras.ZMm);
}
