namespace DeepAnatomy.Training.Planning;

/// <summary>What a plan is made for.</summary>
public enum PlanPreset
{
    /// <summary>Two processor cores and five minutes: a small 2-D network on coarse patches.</summary>
    CpuQuick,

    /// <summary>Two processor cores and ten minutes to half an hour.</summary>
    CpuStandard,

    /// <summary>Two processor cores and a night.</summary>
    CpuOvernight,

    /// <summary>nnU-Net's rules for axial slices; wants a graphics card.</summary>
    NnUnet2d,

    /// <summary>nnU-Net's rules for blocks at full resolution; wants a graphics card.</summary>
    NnUnet3d,
}
