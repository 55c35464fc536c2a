using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>One person, ready to be painted row by row.</summary>
sealed class Anatomy
{
    const double SectionStep = 0.5;
    const double Lowest = -260;
    const double Highest = 290;

    readonly SectionBuilder builder;
    readonly OrganPainter organs;
    readonly BowelPainter bowel;
    readonly RibPainter ribs;
    readonly SpinePainter spinePainter;
    readonly Lazy<Section>[] sections;

    public Anatomy(Build build, PhantomProtocol protocol, SmoothNoise noise)
    {
        (Build, Noise) = (build, noise);
        Spine = new(build.Subject);
        Tissue = new(build.Subject, protocol);
        builder = new(build, Spine, noise);
        organs = new(build.Subject, Tissue);
        bowel = new(build.Subject, Tissue);
        ribs = new(Spine, Tissue);
        spinePainter = new(Spine, Tissue, build.Subject);
        sections = new Lazy<Section>[(int)((Highest - Lowest) / SectionStep) + 1];
        for (var n = 0; n < sections.Length; n++)
        {
            var z = Lowest + (n * SectionStep);
            sections[n] = new(() => builder.At(z));
        }
    }

    public Build Build { get; }

    public SmoothNoise Noise { get; }

    public SpineLine Spine { get; }

    public Tissue Tissue { get; }

    public Section SectionAt(double z) => sections[Math.Clamp((int)Math.Round((z - Lowest) / SectionStep), 0, sections.Length - 1)].Value;

    /// <summary>Paints everything of the body into a row that has been begun.</summary>
    public void Paint(Row row)
    {
        if (row.From >= row.To)
        {
            return;
        }

        TrunkPainter.Ground(row, Tissue);
        bowel.Paint(row);
        organs.Paint(row);
        TrunkPainter.Wall(row, Tissue);
        PelvisPainter.Paint(row, Tissue);
        MusclePainter.Paint(row, Tissue);
        ribs.Paint(row);
        spinePainter.Paint(row);
    }

    /// <summary>Areas at the centre of L3 on samples of <paramref name="stepMm"/> mm.</summary>
    public PhantomAreas AreasAtL3(double stepMm)
    {
        var section = SectionAt(Spine.L3.Z);
        var step = stepMm / Build.Across;
        var count = (int)(2 * section.Reach / step) + 20;
        var row = new Row(count, Noise);
        var area = stepMm * stepMm / 100;
        double muscle = 0, subcutaneous = 0, visceral = 0, window = 0, sum = 0;
        for (var n = 0; n < count; n++)
        {
            row.Begin(section, section.SpineX - (step * count / 2), section.MiddleY + ((n - (count / 2)) * step), step, 0, step);
            Paint(row);
            for (var i = 0; i < count; i++)
            {
                var label = row.Label[i];
                subcutaneous += label == ProductLabels.SubcutaneousFat ? area : 0;
                visceral += label == ProductLabels.VisceralFat ? area : 0;
                if (ProductLabels.IsMuscle(label))
                {
                    muscle += area;
                    if (row.Hu[i] is >= -29 and <= 150)
                    {
                        window += area;
                        sum += row.Hu[i] * area;
                    }
                }
            }
        }

        return new(muscle, subcutaneous, visceral, window, window > 0 ? sum / window : double.NaN);
    }

    static bool IsMet(PhantomAreas now, PhantomSubject wanted) =>
        Math.Abs(now.MuscleCm2 - wanted.MuscleCm2) < 0.0008 * wanted.MuscleCm2
        && Math.Abs(now.SubcutaneousFatCm2 - wanted.SubcutaneousFatCm2) < 0.004 * wanted.SubcutaneousFatCm2
        && Math.Abs(now.VisceralFatCm2 - wanted.VisceralFatCm2) < 0.01 * wanted.VisceralFatCm2;

    /// <summary>Solves muscle, skin fat and girth so that the areas at L3 are as the subject asks.</summary>
    public static Anatomy Solve(PhantomSubject subject, PhantomProtocol protocol)
    {
        var noise = new SmoothNoise(CounterRandom.Stream(subject.AnatomySeed, "noise"));
        var square = Math.Pow(new Build { Subject = subject }.Across, 2);
        var build = new Build { Subject = subject, Muscle = subject.MuscleCm2 / (155 * square), SubcutaneousMm = subject.SubcutaneousFatCm2 / (9 * Math.Sqrt(square)), Girth = Math.Clamp((subject.VisceralFatCm2 - 130) / 220, -0.7, 2) };
        Anatomy anatomy = new(build, protocol, noise);
        for (var round = 0; round < 9; round++)
        {
            var now = anatomy.AreasAtL3(round < 5 ? 1.6 : 0.8);
            if (round >= 5 && IsMet(now, subject))
            {
                break;
            }

            build = build with
            {
                Muscle = Math.Clamp(build.Muscle * subject.MuscleCm2 / now.MuscleCm2, 0.25, 2.6),
                SubcutaneousMm = Math.Clamp(build.SubcutaneousMm * subject.SubcutaneousFatCm2 / Math.Max(4, now.SubcutaneousFatCm2), 0.5, 110),
                Girth = Math.Clamp(build.Girth + ((subject.VisceralFatCm2 - now.VisceralFatCm2) / (190 * square)), -1.7, 2.4),
            };
            anatomy = new(build, protocol, noise);
        }

        return anatomy;
    }
}
