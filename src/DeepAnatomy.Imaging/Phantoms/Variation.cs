namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>How one person leaves the average in what <see cref="PhantomSubject.Variation"/> scales: shapes, places and tissues far beyond life, so that a network trained on them
/// learns what all of them have in common (domain randomisation; Billot et al., SynthSeg, Med Image Anal 2023).</summary>
sealed class Variation
{
    readonly double strength;

    public Variation(PhantomSubject subject)
    {
        strength = subject.Variation;
        var r = new RandomStream(subject.AnatomySeed, "variation");
        (Gap, External, Internal, Transverse, RectusThickness) = (Factor(r, 0.8), Factor(r, 0.35), Factor(r, 0.35), Factor(r, 0.4), Factor(r, 0.35));
        for (var muscle = 0; muscle < 3; muscle++)
        {
            moves[muscle] = new(Shift(r, 3.5), Shift(r, 3.5), Factor(r, 0.22), Factor(r, 0.22), Shift(r, 0.18));
        }

        (MuscleHu, FatHu) = (Shift(r, 7), Shift(r, 7));
        for (var organ = 0; organ < organHu.Length; organ++)
        {
            organHu[organ] = Shift(r, 22);
        }

        BowelContentHu = r.Chance(0.35) ? strength * r.Between(0, 260) : Shift(r, 15);
        Marbling = Factor(r, 0.3);
        Bone = Factor(r, 0.2);
    }

    readonly Move[] moves = new Move[3];
    readonly double[] organHu = new double[9];

    readonly record struct Move(double X, double Y, double Width, double Depth, double Turn);

    /// <summary>Factor of the fat planes between the layers of the wall.</summary>
    public double Gap { get; }

    public double External { get; }

    public double Internal { get; }

    public double Transverse { get; }

    public double RectusThickness { get; }

    public double MuscleHu { get; }

    public double FatHu { get; }

    /// <summary>Oral contrast, or other fluid than usual.</summary>
    public double BowelContentHu { get; }

    public double Marbling { get; }

    public double Bone { get; }

    public double OrganHu(int organ) => organHu[organ];

    /// <summary>A muscle (0 erector spinae, 1 psoas, 2 quadratus lumborum) elsewhere, turned and of other proportions.</summary>
    public MuscleSection Moved(MuscleSection s, int muscle)
    {
        var m = moves[muscle];
        return s.HalfWidth == 0 ? s : new(s.X + m.X, s.Y + m.Y, s.HalfWidth * m.Width, s.HalfDepth * m.Depth, s.Turn + m.Turn);
    }

    double Factor(RandomStream r, double sd) => Math.Exp(strength * r.Normal(0, sd));

    double Shift(RandomStream r, double sd) => strength * r.Normal(0, sd);
}
