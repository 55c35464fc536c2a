namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>A person as the anatomy sees it: random traits drawn once, and the three scales that are solved so that the areas at L3 are as asked.</summary>
/// <remarks>All anatomy is written in nominal millimetres of an average man; <see cref="Across"/> and <see cref="Along"/> turn them into this person's.</remarks>
sealed record Build
{
    public required PhantomSubject Subject { get; init; }

    /// <summary>Growth of every muscle's cross-section area, 1 is average.</summary>
    public double Muscle { get; init; } = 1;

    /// <summary>Thickness of the subcutaneous fat in front, nominal mm.</summary>
    public double SubcutaneousMm { get; init; } = 18;

    /// <summary>Growth of the abdominal cavity, 0 is average.</summary>
    public double Girth { get; init; }

    /// <summary>The person's millimetres per nominal millimetre, sideways and front to back.</summary>
    public double Across => (Subject.Sex == PhantomSex.Male ? 1.0 : 0.905) * Math.Pow(Subject.HeightM / (Subject.Sex == PhantomSex.Male ? 1.76 : 1.63), 0.6);

    /// <summary>The person's millimetres per nominal millimetre along the body.</summary>
    public double Along => (Subject.Sex == PhantomSex.Male ? 1.0 : 0.925) * Subject.HeightM / (Subject.Sex == PhantomSex.Male ? 1.76 : 1.63);

    /// <summary>Scale of lengths within muscles.</summary>
    public double MuscleLength => Math.Sqrt(Muscle);

    /// <summary>0 for lean, 1 for much subcutaneous fat: widens the planes between muscles.</summary>
    public double Fatness => Math.Clamp((Subject.SubcutaneousFatCm2 - 50) / 350, 0, 1);

    /// <summary>Whether the female shape applies.</summary>
    public bool IsFemale => Subject.Sex == PhantomSex.Female;
}
