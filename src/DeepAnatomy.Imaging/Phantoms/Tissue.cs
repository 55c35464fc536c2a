namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Mean Hounsfield units of every tissue of one scan: person, contrast phase and tube voltage.</summary>
sealed class Tissue
{
    public const float Air = -1000;

    public Tissue(PhantomSubject subject, PhantomProtocol protocol)
    {
        var traits = new RandomStream(subject.AnatomySeed, "tissue");
        var vary = new Variation(subject);
        var hard = Math.Pow(protocol.TubeVoltageKv / 120, -0.9);
        var iodine = Math.Pow(protocol.TubeVoltageKv / 120, -1.6);
        float Enhanced(double native, double arterial, double venous) => (float)(native + (iodine * (protocol.Contrast switch
        {
            PhantomContrast.Arterial => arterial,
            PhantomContrast.PortalVenous => venous,
            _ => 0,
        })));

        Fat = (float)(-106 + traits.Normal(0, 3) + (0.22 * (protocol.TubeVoltageKv - 120)) + vary.FatHu);
        Muscle = Enhanced(54 - (32 * subject.Myosteatosis) + traits.Normal(0, 1.5) + vary.MuscleHu, 4, 7);
        MarblingFrom = (float)(2.45 - (1.7 * Math.Pow(subject.Myosteatosis, 0.8) * vary.Marbling));
        Liver = Enhanced(Math.Max(20, traits.Normal(57, 6) - (0.03 * subject.VisceralFatCm2)), 18, 52) + (float)vary.OrganHu(0);
        Spleen = Enhanced(traits.Normal(48, 3), 75, 68) + (float)vary.OrganHu(1);
        KidneyCortex = Enhanced(traits.Normal(34, 3), 150, 140) + (float)vary.OrganHu(2);
        KidneyMedulla = Enhanced(31, 55, 130) + (float)vary.OrganHu(3);
        Pancreas = Enhanced(traits.Normal(38, 4), 65, 50) + (float)vary.OrganHu(4);
        Aorta = Enhanced(traits.Normal(42, 3), 270, 105) + (float)vary.OrganHu(5);
        Vein = Enhanced(traits.Normal(41, 3), 25, 95) + (float)vary.OrganHu(6);
        PortalVein = Enhanced(41, 60, 125) + (float)vary.OrganHu(7);
        BowelWall = Enhanced(38, 30, 45) + (float)vary.OrganHu(8);
        Trabecular = (float)((traits.Normal(subject.Sex == PhantomSex.Male ? 235 : 240, 18) - (1.75 * Math.Max(0, subject.AgeYears - 20) * 0.95)) * hard);
        Trabecular = (float)(Math.Max(60, Trabecular) * vary.Bone);
        Cortical = (float)(Math.Max(480, 900 - (4 * Math.Max(0, subject.AgeYears - 30)) + traits.Normal(0, 40)) * hard * vary.Bone);
        BowelContent = (float)(24 + vary.BowelContentHu);
        Contrast = protocol.Contrast;
    }

    public float Fat { get; }

    public float Muscle { get; }

    /// <summary>Value of the streak field above which muscle turns to fat.</summary>
    public float MarblingFrom { get; }

    public float Liver { get; }

    public float Spleen { get; }

    public float KidneyCortex { get; }

    public float KidneyMedulla { get; }

    public float Pancreas { get; }

    public float Aorta { get; }

    public float Vein { get; }

    public float PortalVein { get; }

    public float BowelWall { get; }

    /// <summary>Fluid in stomach and small bowel.</summary>
    public float BowelContent { get; }

    public float Trabecular { get; }

    public float Cortical { get; }

    public PhantomContrast Contrast { get; }
}
