namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The HU windows of SEMANTICS.md, all bounds inclusive.</summary>
public static class HuWindows
{
    /// <summary>Skeletal muscle, −29 … 150 HU (Aubrey 2014).</summary>
    public static HuWindow Muscle { get; } = new("muscle", -29, 150);

    /// <summary>Fat within muscle, subcutaneous fat, and visceral fat as BOA counts it: −190 … −30 HU.</summary>
    public static HuWindow Fat { get; } = new("fat", -190, -30);

    /// <summary>Visceral fat of the Alberta protocol, −150 … −50 HU.</summary>
    public static HuWindow VisceralFatAlberta { get; } = new("visceral_fat_alberta", -150, -50);

    /// <summary>Low-attenuation muscle, −29 … 29 HU.</summary>
    public static HuWindow LowAttenuationMuscle { get; } = new("low_attenuation_muscle", -29, 29);

    /// <summary>Normal-attenuation muscle, 30 … 150 HU.</summary>
    public static HuWindow NormalAttenuationMuscle { get; } = new("normal_attenuation_muscle", 30, 150);

    /// <summary>Every window that the product measures.</summary>
    internal static HuWindow[] All { get; } = [Muscle, Fat, VisceralFatAlberta, LowAttenuationMuscle, NormalAttenuationMuscle];
}
