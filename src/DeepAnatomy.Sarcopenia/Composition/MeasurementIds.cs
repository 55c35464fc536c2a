namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Identifiers of measurements; each is defined by a numbered rule of SEMANTICS.md.</summary>
public static class MeasurementIds
{
    /// <summary>Area of the whole anatomical compartment, cm² (S1).</summary>
    public const string CompartmentArea = "CSA";

    /// <summary>Area of the compartment inside the muscle window, cm² (S2).</summary>
    public const string MuscleArea = "SMA";

    /// <summary>Muscle area / height², cm²/m² (S3).</summary>
    public const string MuscleIndex = "SMI";

    /// <summary>Mean HU inside the muscle window (S4).</summary>
    public const string MuscleAttenuation = "SMRA";

    /// <summary>Mean HU of the whole compartment, no window (S5).</summary>
    public const string CompartmentAttenuation = "COMPARTMENT_HU";

    /// <summary>Fat-window area in the compartment, for skeletal muscle with the fat between muscles where that is labelled, cm² (S6).</summary>
    public const string IntermuscularFat = "IMAT";

    /// <summary>Fat-window area inside the muscle compartments alone, cm² (S6).</summary>
    public const string IntramuscularFatOnly = "IMAT_INTRA";

    /// <summary>Fat-window area of the label between muscles alone, cm² (S6).</summary>
    public const string IntermuscularFatOnly = "IMAT_INTER";

    /// <summary>Low-attenuation muscle, cm² (S7).</summary>
    public const string LowAttenuationMuscle = "LAMA";

    /// <summary>Normal-attenuation muscle, cm² (S7).</summary>
    public const string NormalAttenuationMuscle = "NAMA";

    /// <summary>LAMA / (LAMA + NAMA), percent (S7).</summary>
    public const string LowAttenuationPercent = "LAMA_PERCENT";

    /// <summary>Subcutaneous fat, cm² (S8).</summary>
    public const string SubcutaneousFat = "SAT";

    /// <summary>Visceral fat, Alberta window, cm² (S9).</summary>
    public const string VisceralFat = "VAT";

    /// <summary>Visceral fat, BOA window, cm² (S9).</summary>
    public const string VisceralFatBoa = "VAT_BOA";

    /// <summary>VAT_BOA / SAT, both in −190 … −30 HU (S9).</summary>
    public const string VisceralToSubcutaneous = "VAT_SAT_RATIO";

    /// <summary>Area of both psoas compartments, cm² (S10).</summary>
    public const string PsoasArea = "PSOAS_AREA";

    /// <summary>Psoas area / height², cm²/m² (S10).</summary>
    public const string PsoasIndex = "PMI";

    /// <summary>Muscle gauge, SMRA × SMI (S11).</summary>
    public const string MuscleGauge = "SMG";

    /// <summary>Mean in-window area over all slices of the vertebra, cm² (S13).</summary>
    public const string WholeVertebraArea = "SMA_VERTEBRA";

    /// <summary>The same / height², cm²/m² (S13).</summary>
    public const string WholeVertebraIndex = "SMI_VERTEBRA";

    /// <summary>Mean HU inside the muscle window over all slices of the vertebra (S13).</summary>
    public const string WholeVertebraAttenuation = "SMRA_VERTEBRA";

    /// <summary>Mean in-window area over the non-empty slices L2–L4 / height², cm²/m² (S14).</summary>
    public const string Index3D = "SMI_3D";

    /// <summary>Mean HU inside the muscle window over L2–L4 (S14).</summary>
    public const string Attenuation3D = "SMRA_3D";

    /// <summary>Volume inside the muscle window, cm³ (S15).</summary>
    public const string MuscleVolume = "MUSCLE_VOLUME";

    /// <summary>Volume of the compartment, cm³ (S15).</summary>
    public const string CompartmentVolume = "COMPARTMENT_VOLUME";

    /// <summary>Mean HU inside the muscle window over a range (S15).</summary>
    public const string MuscleVolumeAttenuation = "MUSCLE_VOLUME_HU";

    /// <summary>Fat-window volume within the compartment, cm³ (S15).</summary>
    public const string IntramuscularFatVolume = "IMAT_VOLUME";

    /// <summary>Subcutaneous fat volume, cm³ (S15).</summary>
    public const string SubcutaneousVolume = "SAT_VOLUME";

    /// <summary>Visceral fat volume, Alberta window, cm³ (S15).</summary>
    public const string VisceralVolume = "VAT_VOLUME";

    /// <summary>Visceral fat volume, BOA window, cm³ (S15).</summary>
    public const string VisceralVolumeBoa = "VAT_BOA_VOLUME";

    /// <summary>Circumference of the body outline, cm (S16).</summary>
    public const string Waist = "WAIST";

    /// <summary>Circumference of the convex hull of the body outline, as a tape lies, cm (S16).</summary>
    public const string WaistTape = "WAIST_TAPE";

    /// <summary>Area of the body, cm² (S16).</summary>
    public const string BodyArea = "BODY_AREA";

    /// <summary>Front-to-back diameter of the body, cm (S16).</summary>
    public const string BodyDepth = "BODY_AP";

    /// <summary>Left-to-right diameter of the body, cm (S16).</summary>
    public const string BodyWidth = "BODY_LATERAL";
}
