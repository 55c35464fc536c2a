namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Depths below the muscle fascia along one ray from the middle of the trunk, nominal mm: what the wall is made of there.</summary>
struct WallRay
{
    /// <summary>Radius of the muscle fascia.</summary>
    public float Radius;

    /// <summary>Cosine of the angle between the ray and the fascia's normal.</summary>
    public float Slant;

    /// <summary>Thickness of skin and subcutaneous fat.</summary>
    public float Subcutaneous;

    /// <summary>Inner surface of the latissimus; 0 where it is not.</summary>
    public float Latissimus;

    /// <summary>The oblique and transverse layers: outer and inner surface; equal where a layer is not.</summary>
    public float ExternalFrom, ExternalTo, InternalFrom, InternalTo, TransverseFrom, TransverseTo;

    /// <summary>Thickness of the rectus; 0 where it is not.</summary>
    public float Rectus;

    /// <summary>Ribs and intercostal muscles: outer and inner surface; the diaphragm lies inside.</summary>
    public float CageFrom, CageTo;

    /// <summary>Where the cavity begins.</summary>
    public float Cavity;
}

/// <summary>The trunk at one height: one <see cref="WallRay"/> per angle, and the sections of the muscles on both sides.</summary>
sealed class Section
{
    /// <summary>Rays around the body.</summary>
    public const int Rays = 1440;

    public required double Z { get; init; }

    public required float SpineX { get; init; }

    public required float SpineY { get; init; }

    public required float MiddleY { get; init; }

    /// <summary>Rays from the back over the right, front and left to the back; one more than <see cref="Rays"/> so that neighbours can be mixed.</summary>
    public required WallRay[] Wall { get; init; }

    /// <summary>Erector spinae with multifidus; 0 right, 1 left, as for the other muscles.</summary>
    public required MuscleSection[] Erector { get; init; }

    public required MuscleSection[] Psoas { get; init; }

    public required MuscleSection[] Quadratus { get; init; }

    /// <summary>How much wider and deeper the cavity is than an average man's.</summary>
    public required float SpreadX { get; init; }

    public required float SpreadY { get; init; }

    /// <summary>Outermost radius of the skin.</summary>
    public required float Reach { get; init; }
}
