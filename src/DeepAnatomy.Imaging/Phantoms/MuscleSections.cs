namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>The cross-section of a paired muscle at one height: a superellipse, mirrored for the other side, nominal mm relative to the spine's centre line.</summary>
/// <param name="X">Centre, sideways.</param>
/// <param name="Y">Centre, to the back.</param>
/// <param name="HalfWidth">Half axis sideways; 0 when the muscle is not there.</param>
/// <param name="HalfDepth">Half axis front to back.</param>
/// <param name="Turn">Turn of the outer end to the back, radians.</param>
readonly record struct MuscleSection(double X, double Y, double HalfWidth, double HalfDepth, double Turn)
{
    /// <summary>The section with its area scaled; the side facing the spine stays where it is.</summary>
    public MuscleSection Grown(double lengthX, double lengthY, double towardsX, double towardsY) =>
        new(X + (HalfWidth * (lengthX - 1) * towardsX), Y + (HalfDepth * (lengthY - 1) * towardsY), HalfWidth * lengthX, HalfDepth * lengthY, Turn);
}

/// <summary>Key sections of the paired muscles from T11 to the sacrum (average man).</summary>
static class MuscleSections
{
    static readonly Curve[] Erector = Keys(
        (-190, 10, 24, 4, 2, 0), (-170, 13, 29, 9, 4, 0), (-140, 20, 34, 17, 9, 0), (-105, 27, 45, 24, 15, 0.05), (-71, 32, 53, 29, 20, 0.05), (-36, 36, 56, 33, 22.5, 0),
        (0, 37, 55.5, 36, 24, -0.05), (36, 38, 52.5, 36, 23, -0.1), (72, 36, 48, 34, 21, -0.14), (107, 31, 43, 28, 17.5, -0.14), (141, 28, 38, 25, 15.5, -0.12), (205, 25, 34, 23, 14, -0.1));

    static readonly Curve[] Psoas = Keys(
        (-230, 92, -115, 15, 16, 0), (-190, 88, -112, 15, 16, 0), (-140, 74, -84, 16, 17.5, 0.2), (-105, 61, -42, 18, 20, 0.3), (-71, 51, -15, 18.5, 21.5, 0.3), (-36, 45, -3, 17, 21.5, 0.25),
        (0, 39.5, 3, 14, 19.5, 0.2), (36, 33, 6, 10, 15, 0.1), (72, 27.5, 8, 6.5, 11, 0), (95, 24.5, 8, 3.2, 6, 0), (108, 23, 8, 0, 0, 0));

    static readonly Curve[] Quadratus = Keys(
        (-60, 74, 12, 0, 0, 0.1), (-52, 74, 14, 14, 6, 0.1), (-36, 71, 19, 19, 8, 0.12), (0, 64, 24, 18.5, 7.2, 0.15), (36, 56, 25, 15, 6, 0.15), (72, 47, 23, 10, 4.5, 0.15), (90, 43, 22, 6, 3, 0.1), (98, 42, 22, 0, 0, 0.1));

    public static MuscleSection ErectorAt(double z) => At(Erector, z);

    public static MuscleSection PsoasAt(double z) => At(Psoas, z);

    public static MuscleSection QuadratusAt(double z) => At(Quadratus, z);

    static MuscleSection At(Curve[] c, double z) => new(c[0][z], c[1][z], c[2][z], c[3][z], c[4][z]);

    static Curve[] Keys(params (double Z, double X, double Y, double A, double B, double Turn)[] keys) =>
    [
        new([.. keys.Select(k => (k.Z, k.X))]), new([.. keys.Select(k => (k.Z, k.Y))]), new([.. keys.Select(k => (k.Z, k.A))]),
        new([.. keys.Select(k => (k.Z, k.B))]), new([.. keys.Select(k => (k.Z, k.Turn))]),
    ];
}
