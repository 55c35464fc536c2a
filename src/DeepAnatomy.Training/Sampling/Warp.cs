namespace DeepAnatomy.Training.Sampling;

/// <summary>Where the voxels of a patch come from: the patch's middle lies on a place of the scan; around it a linear map, and on top a smooth displacement where there is one.</summary>
public readonly record struct Warp
{
    /// <summary>No change.</summary>
    public static Warp Identity => new() { II = 1, JJ = 1, KK = 1 };

    /// <summary>How far the source moves along i per patch voxel along i (j, k); in voxels.</summary>
    public double II { get; init; }

    /// <inheritdoc cref="II"/>
    public double IJ { get; init; }

    /// <inheritdoc cref="II"/>
    public double IK { get; init; }

    /// <summary>How far the source moves along j.</summary>
    public double JI { get; init; }

    /// <inheritdoc cref="JI"/>
    public double JJ { get; init; }

    /// <inheritdoc cref="JI"/>
    public double JK { get; init; }

    /// <summary>How far the source moves along k.</summary>
    public double KI { get; init; }

    /// <inheritdoc cref="KI"/>
    public double KJ { get; init; }

    /// <inheritdoc cref="KI"/>
    public double KK { get; init; }

    /// <summary>A displacement on top; null for none.</summary>
    public Displacement? Elastic { get; init; }

    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => Elastic is null && II == 1 && JJ == 1 && KK == 1 && IJ == 0 && IK == 0 && JI == 0 && JK == 0 && KI == 0 && KJ == 0;

    /// <summary>This map after another: the other acts on patch voxels first.</summary>
    public Warp After(Warp first) => new()
    {
        II = (II * first.II) + (IJ * first.JI) + (IK * first.KI),
        IJ = (II * first.IJ) + (IJ * first.JJ) + (IK * first.KJ),
        IK = (II * first.IK) + (IJ * first.JK) + (IK * first.KK),
        JI = (JI * first.II) + (JJ * first.JI) + (JK * first.KI),
        JJ = (JI * first.IJ) + (JJ * first.JJ) + (JK * first.KJ),
        JK = (JI * first.IK) + (JJ * first.JK) + (JK * first.KK),
        KI = (KI * first.II) + (KJ * first.JI) + (KK * first.KI),
        KJ = (KI * first.IJ) + (KJ * first.JJ) + (KK * first.KJ),
        KK = (KI * first.IK) + (KJ * first.JK) + (KK * first.KK),
        Elastic = first.Elastic ?? Elastic,
    };
}
