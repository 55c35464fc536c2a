namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>One vertebra of the phantom in nominal millimetres.</summary>
/// <param name="Name"><c>T10</c> … <c>L6</c>.</param>
/// <param name="Z">Height of the centre of the body.</param>
/// <param name="Y">Depth of the centre of the body.</param>
/// <param name="Tilt">Angle of its axis against the long axis, radians; positive when the upper end leans to the back.</param>
/// <param name="HalfHeight">Half the height of the body at its middle.</param>
/// <param name="HalfWidth">Half the width of the body.</param>
/// <param name="HalfDepth">Half the depth of the body.</param>
sealed record VertebraSite(string Name, double Z, double Y, double Tilt, double HalfHeight, double HalfWidth, double HalfDepth);

/// <summary>Where the spine runs: the sagittal curve, the sideways curve, and the vertebrae on it, in nominal millimetres; z is 0 at the third slot above the sacrum.</summary>
sealed class SpineLine
{
    static readonly double[] Slots = [-71, -36, 0, 36, 72, 107, 141, 174, 205];
    static readonly double[] HalfHeights = [14.2, 14.6, 14.5, 14.2, 13.8, 13.4, 12.8, 12.2, 11.8];
    static readonly double[] HalfWidths = [26, 25, 24, 22.8, 21.8, 21, 19.5, 18.5, 17.5];
    static readonly double[] HalfDepths = [17.3, 17.5, 17.3, 16.8, 16.3, 15.8, 15.5, 15, 14.5];

    static readonly Curve Sagittal = new((-230, 44), (-190, 50), (-160, 46), (-130, 33), (-105, 17), (-88, 9), (-71, 4), (-36, -2), (0, 0), (36, 5), (72, 12), (107, 20), (141, 27), (174, 32), (205, 35));

    readonly double lordosis;
    readonly double scoliosis;

    public SpineLine(PhantomSubject subject)
    {
        (lordosis, scoliosis) = (subject.Lordosis, subject.ScoliosisMm);
        var names = Names(subject.LumbarVertebrae);
        Vertebrae = [.. Enumerable.Range(0, Slots.Length).Select(n => new VertebraSite(
            names[n], Slots[n], YAt(Slots[n]), TiltAt(Slots[n]), HalfHeights[n], HalfWidths[n], HalfDepths[n]))];
        L3 = Vertebrae.Single(v => v.Name == "L3");
        T12 = Vertebrae.Single(v => v.Name == "T12");
    }

    /// <summary>From foot to head.</summary>
    public IReadOnlyList<VertebraSite> Vertebrae { get; }

    public VertebraSite L3 { get; }

    public VertebraSite T12 { get; }

    /// <summary>Depth of the spine's centre line at a height.</summary>
    public double YAt(double z) => Sagittal[z] * (z > -88 ? lordosis : 1) + (z > -88 ? 9 * (1 - lordosis) : 0);

    /// <summary>How far the midline lies to the left at a height: an arc with its apex near L2 and a smaller counter-arc above.</summary>
    public double XAt(double z) => scoliosis * (Math.Exp(-Math.Pow((z - 25) / 62, 2)) - (0.45 * Math.Exp(-Math.Pow((z - 150) / 45, 2))));

    double TiltAt(double z) => Math.Atan((YAt(z + 14) - YAt(z - 14)) / 28) + (z < -60 ? -0.12 * lordosis : 0);

    static string[] Names(int lumbar)
    {
        var names = new string[Slots.Length];
        for (var n = 0; n < names.Length; n++)
        {
            names[n] = n < lumbar ? $"L{lumbar - n}" : $"T{12 - (n - lumbar)}";
        }

        return names;
    }
}
