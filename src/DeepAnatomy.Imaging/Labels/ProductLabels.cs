namespace DeepAnatomy.Imaging.Labels;

/// <summary>The product's own label set, <c>deepanatomy-1</c>: what the segmenter and the phantoms write.</summary>
/// <remarks>
/// Muscle labels are anatomical compartments: fat inside a muscle keeps the muscle's label and is told apart by HU when measured.
/// <c>intermuscular_fat</c> is fat between muscles, outside every compartment and inside the muscle fascia.
/// <c>bone</c> is all bone but the five lumbar vertebrae; <c>other_tissue</c> is everything else inside the skin (organs, vessels, gas, skin),
/// so that the union of all labels is the body.
/// </remarks>
public static class ProductLabels
{
    /// <summary>Identifier of the label set.</summary>
    public const string SetId = "deepanatomy-1";

    /// <summary>Rectus, external and internal oblique, transversus abdominis.</summary>
    public const ushort AbdominalWallLeft = 1, AbdominalWallRight = 2;

    /// <summary>Erector spinae and multifidus.</summary>
    public const ushort ParavertebralLeft = 3, ParavertebralRight = 4;

    /// <summary>Psoas major, above and below the pelvic brim; without iliacus.</summary>
    public const ushort PsoasLeft = 5, PsoasRight = 6;

    /// <summary>Quadratus lumborum.</summary>
    public const ushort QuadratusLumborumLeft = 7, QuadratusLumborumRight = 8;

    /// <summary>Skeletal muscle of none of the groups: latissimus, intercostals, diaphragm, iliacus, glutei …</summary>
    public const ushort OtherMuscleLeft = 9, OtherMuscleRight = 10;

    /// <summary>Fat between skin and muscle fascia.</summary>
    public const ushort SubcutaneousFat = 11;

    /// <summary>Fat inside the abdominal, retroperitoneal and thoracic cavity.</summary>
    public const ushort VisceralFat = 12;

    /// <summary>Fat between muscles.</summary>
    public const ushort IntermuscularFat = 13;

    /// <summary>Bone other than L1–L5.</summary>
    public const ushort Bone = 14;

    /// <summary>The lumbar vertebrae with their processes.</summary>
    public const ushort VertebraL1 = 21, VertebraL2 = 22, VertebraL3 = 23, VertebraL4 = 24, VertebraL5 = 25;

    /// <summary>Everything else inside the skin.</summary>
    public const ushort OtherTissue = 30;

    /// <summary>Whether a value of this set is skeletal muscle of any group.</summary>
    public static bool IsMuscle(ushort label) => label is >= AbdominalWallLeft and <= OtherMuscleRight;

    /// <summary>The set itself.</summary>
    public static LabelSet Set { get; } = new(SetId,
    [
        new(AbdominalWallLeft, "abdominal_wall_left"), new(AbdominalWallRight, "abdominal_wall_right"),
        new(ParavertebralLeft, "paravertebral_left"), new(ParavertebralRight, "paravertebral_right"),
        new(PsoasLeft, "psoas_left"), new(PsoasRight, "psoas_right"),
        new(QuadratusLumborumLeft, "quadratus_lumborum_left"), new(QuadratusLumborumRight, "quadratus_lumborum_right"),
        new(OtherMuscleLeft, "other_muscle_left"), new(OtherMuscleRight, "other_muscle_right"),
        new(SubcutaneousFat, "subcutaneous_fat"), new(VisceralFat, "visceral_fat"), new(IntermuscularFat, "intermuscular_fat"),
        new(Bone, "bone"),
        new(VertebraL1, "vertebra_L1"), new(VertebraL2, "vertebra_L2"), new(VertebraL3, "vertebra_L3"),
        new(VertebraL4, "vertebra_L4"), new(VertebraL5, "vertebra_L5"),
        new(OtherTissue, "other_tissue"),
    ]);
}
