namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Key sections of the muscle fascia (the outline under the skin fat) from T11 to the hips, nominal mm of an average man.</summary>
static class TrunkSections
{
    /// <summary>Half the width.</summary>
    public static readonly Curve HalfWidth = new((-230, 172), (-190, 176), (-150, 170), (-110, 158), (-71, 149), (-36, 145), (0, 145), (36, 147), (72, 148), (107, 146), (141, 142), (205, 138));

    /// <summary>Depth of the front, in front of y = 0.</summary>
    public static readonly Curve Front = new((-230, 84), (-190, 90), (-150, 98), (-110, 104), (-71, 110), (-36, 116), (0, 121), (36, 124), (72, 124), (107, 122), (141, 117), (205, 108));

    /// <summary>Depth of the back, behind the spine's centre line.</summary>
    public static readonly Curve Back = new((-230, 55), (-190, 48), (-150, 44), (-110, 58), (-71, 72), (-36, 79), (0, 79), (36, 76), (72, 70), (107, 64), (141, 58), (205, 54));

    /// <summary>Where the outline is widest.</summary>
    public static readonly Curve Middle = new((-230, 5), (-150, 0), (-110, -12), (-71, -22), (-36, -27), (0, -29), (72, -29), (141, -26), (205, -24));

    /// <summary>How angular the back is (superellipse exponent).</summary>
    public static readonly Curve BackShape = new((-150, 2.4), (-110, 2.2), (-71, 1.9), (-36, 1.75), (0, 1.75), (36, 1.82), (72, 1.95), (107, 2.1), (141, 2.2));

    /// <summary>Weight of the girth along the body.</summary>
    public static readonly Curve GirthWeight = new((-200, 0.1), (-140, 0.35), (-71, 0.85), (-20, 1), (30, 1), (90, 0.8), (150, 0.5), (205, 0.35));

    /// <summary>Subcutaneous fat along the body against that at L3.</summary>
    public static readonly Curve FatAlong = new((-200, 1.4), (-120, 1.35), (-71, 1.2), (-30, 1.08), (0, 1), (40, 0.85), (90, 0.66), (141, 0.55), (205, 0.5));

    /// <summary>Subcutaneous fat around the body: by degrees from the front midline.</summary>
    public static readonly Curve FatAroundMen = new((0, 1.0), (30, 1.0), (60, 0.78), (90, 0.62), (115, 0.8), (135, 1.15), (150, 1.0), (165, 0.8), (180, 0.85));

    /// <summary>The same for women: more on the flanks and the back.</summary>
    public static readonly Curve FatAroundWomen = new((0, 1.0), (30, 1.05), (60, 0.9), (90, 0.82), (115, 1.05), (135, 1.4), (150, 1.2), (165, 0.95), (180, 0.95));

    /// <summary>Height of the costal margin: by degrees from the front midline.</summary>
    public static readonly Curve CostalMargin = new((0, 190), (25, 150), (45, 95), (65, 45), (85, 22), (105, 18), (120, 34), (135, 62), (150, 88), (180, 100));
}
