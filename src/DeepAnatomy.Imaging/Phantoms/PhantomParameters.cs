namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Sex of a synthetic person.</summary>
public enum PhantomSex
{
    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,
}

/// <summary>Contrast phase of a synthetic scan.</summary>
public enum PhantomContrast
{
    /// <summary>No contrast agent.</summary>
    Native,

    /// <summary>Late arterial.</summary>
    Arterial,

    /// <summary>Portal venous.</summary>
    PortalVenous,
}

/// <summary>A synthetic person: what a clinician would know, and the areas at L3 that the anatomy is solved for.</summary>
public sealed record PhantomSubject
{
    /// <summary>Seed of everything individual: outlines, asymmetry, bowel, textures.</summary>
    public ulong AnatomySeed { get; init; } = 1;

    /// <summary>Sex.</summary>
    public PhantomSex Sex { get; init; } = PhantomSex.Male;

    /// <summary>Age, 18 … 95 years.</summary>
    public double AgeYears { get; init; } = 60;

    /// <summary>Height, 1.40 … 2.10 m.</summary>
    public double HeightM { get; init; } = 1.76;

    /// <summary>Body mass index, 14 … 50 kg/m²; goes into the clinical table only, the image follows the areas.</summary>
    public double Bmi { get; init; } = 26;

    /// <summary>Area of all skeletal muscle compartments at the L3 centre, 40 … 280 cm².</summary>
    public double MuscleCm2 { get; init; } = 155;

    /// <summary>Share of fat in muscle, 0 (none) … 1 (severe): lowers the density of the fibres and adds streaks.</summary>
    public double Myosteatosis { get; init; } = 0.25;

    /// <summary>Subcutaneous fat area at the L3 centre, 15 … 900 cm².</summary>
    public double SubcutaneousFatCm2 { get; init; } = 170;

    /// <summary>Visceral fat area at the L3 centre, 10 … 450 cm²; reached from about 40 cm² upwards in an average frame, the scan states what it truly is.</summary>
    public double VisceralFatCm2 { get; init; } = 130;

    /// <summary>Hip to waist: scales the width of the pelvis, 0.85 … 1.2.</summary>
    public double HipToWaist { get; init; } = 1;

    /// <summary>Breadth to depth of the trunk, 0.88 … 1.12.</summary>
    public double BreadthToDepth { get; init; } = 1;

    /// <summary>Sideways curve of the spine at its apex near L2, −25 … 25 mm, positive to the left.</summary>
    public double ScoliosisMm { get; init; }

    /// <summary>Lumbar lordosis, 0.2 (flat) … 1.8; 1 is usual.</summary>
    public double Lordosis { get; init; } = 1;

    /// <summary>Number of lumbar vertebrae, 4 … 6.</summary>
    public int LumbarVertebrae { get; init; } = 5;

    /// <summary>How far shapes, places and tissues may leave the usual, 0 (a plausible person) … 1 (beyond life: training data for networks).</summary>
    public double Variation { get; init; }

    /// <summary>Weight, kg.</summary>
    public double WeightKg => Bmi * HeightM * HeightM;

    /// <summary>Every value that is out of its range, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems() => new RangeCheck()
        .Hold(nameof(AgeYears), AgeYears, 18, 95)
        .Hold(nameof(HeightM), HeightM, 1.40, 2.10)
        .Hold(nameof(Bmi), Bmi, 14, 50)
        .Hold(nameof(MuscleCm2), MuscleCm2, 40, 280)
        .Hold(nameof(Myosteatosis), Myosteatosis, 0, 1)
        .Hold(nameof(SubcutaneousFatCm2), SubcutaneousFatCm2, 15, 900)
        .Hold(nameof(VisceralFatCm2), VisceralFatCm2, 10, 450)
        .Hold(nameof(HipToWaist), HipToWaist, 0.85, 1.2)
        .Hold(nameof(BreadthToDepth), BreadthToDepth, 0.88, 1.12)
        .Hold(nameof(ScoliosisMm), ScoliosisMm, -25, 25)
        .Hold(nameof(Lordosis), Lordosis, 0.2, 1.8)
        .Hold(nameof(LumbarVertebrae), LumbarVertebrae, 4, 6)
        .Hold(nameof(Variation), Variation, 0, 1)
        .Problems;
}

/// <summary>How a synthetic person is scanned.</summary>
public sealed record PhantomProtocol
{
    /// <summary>Seed of the noise.</summary>
    public ulong NoiseSeed { get; init; } = 1;

    /// <summary>Pixel size, 0.4 … 6 mm.</summary>
    public double PixelMm { get; init; } = 0.8;

    /// <summary>Distance and thickness of the slices, 0.5 … 10 mm.</summary>
    public double SliceMm { get; init; } = 3;

    /// <summary>Side of the square image, mm; null for one that holds the body and the table, smaller than the body for a truncated scan.</summary>
    public double? FieldOfViewMm { get; init; }

    /// <summary>Pixels along each side; null follows the field of view. With both given the pixel size follows from them.</summary>
    public int? Matrix { get; init; }

    /// <summary>Whether pixels outside the circle of the field of view are padding (−1024 HU, background).</summary>
    public bool CircularField { get; init; }

    /// <summary>Lower end, mm above the centre of L3 (negative below); null for the lower sacrum.</summary>
    public double? BottomMm { get; init; }

    /// <summary>Upper end, mm above the centre of L3; null for the upper end of T11.</summary>
    public double? TopMm { get; init; }

    /// <summary>Standard deviation of the noise in the middle of an average body at 3 mm slices, 0 … 80 HU; thinner slices and larger bodies have more.</summary>
    public double NoiseHu { get; init; } = 12;

    /// <summary>Gaussian width of the reconstruction kernel, standard deviation 0 … 3 mm.</summary>
    public double BlurMm { get; init; } = 0.55;

    /// <summary>Tube voltage, 70 … 150 kV: shifts fat, bone and contrast.</summary>
    public double TubeVoltageKv { get; init; } = 120;

    /// <summary>Contrast phase.</summary>
    public PhantomContrast Contrast { get; init; } = PhantomContrast.Native;

    /// <summary>Tilt of the slices about the left–right axis, −30 … 30 degrees.</summary>
    public double GantryTiltDegrees { get; init; }

    /// <summary>Roll of the patient about the long axis, −20 … 20 degrees.</summary>
    public double RollDegrees { get; init; }

    /// <summary>Pitch of the patient about the left–right axis, −15 … 15 degrees.</summary>
    public double PitchDegrees { get; init; }

    /// <summary>Where the patient lies off the middle of the field, to the left, −150 … 150 mm.</summary>
    public double ShiftLeftMm { get; init; }

    /// <summary>Where the patient lies off the middle of the field, to the back, −150 … 150 mm.</summary>
    public double ShiftBackMm { get; init; }

    /// <summary>Whether the table is in the image.</summary>
    public bool Table { get; init; } = true;

    /// <summary>Whether the arms lie beside the body.</summary>
    public bool Arms { get; init; }

    /// <summary>Every value that is out of its range, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems() => new RangeCheck()
        .Hold(nameof(PixelMm), PixelMm, 0.4, 6)
        .Hold(nameof(SliceMm), SliceMm, 0.5, 10)
        .Hold(nameof(FieldOfViewMm), FieldOfViewMm ?? 400, 60, 1000)
        .Hold(nameof(Matrix), Matrix ?? 512, 16, 2048)
        .Hold(nameof(BottomMm), BottomMm ?? -100, -220, 240)
        .Hold(nameof(TopMm), TopMm ?? 100, -220, 240)
        .Hold(nameof(NoiseHu), NoiseHu, 0, 80)
        .Hold(nameof(BlurMm), BlurMm, 0, 3)
        .Hold(nameof(TubeVoltageKv), TubeVoltageKv, 70, 150)
        .Hold(nameof(GantryTiltDegrees), GantryTiltDegrees, -30, 30)
        .Hold(nameof(RollDegrees), RollDegrees, -20, 20)
        .Hold(nameof(PitchDegrees), PitchDegrees, -15, 15)
        .Hold(nameof(ShiftLeftMm), ShiftLeftMm, -150, 150)
        .Hold(nameof(ShiftBackMm), ShiftBackMm, -150, 150)
        .Demand((BottomMm ?? -100) < (TopMm ?? 100), "BottomMm must be below TopMm.")
        .Problems;
}

/// <summary>A synthetic person and how it is scanned.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Protocol">The scan.</param>
public sealed record PhantomParameters(PhantomSubject Subject, PhantomProtocol Protocol)
{
    /// <summary>An average man on an average scanner.</summary>
    public PhantomParameters()
        : this(new(), new())
    {
    }

    /// <summary>Refuses values out of range, naming all of them.</summary>
    /// <exception cref="ArgumentException">One or more values are out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Subject.Problems(), .. Protocol.Problems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException("The phantom cannot be made: " + string.Join(" ", problems));
        }
    }
}
