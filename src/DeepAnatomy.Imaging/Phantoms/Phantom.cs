using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Makes synthetic CT scans of the human trunk with exact labels. Same parameters, same bytes, on any number of threads.</summary>
public static class Phantom
{
    /// <summary>Makes a scan.</summary>
    /// <param name="parameters">Person and protocol.</param>
    /// <param name="threads">Threads at most; −1 for all. Does not change the result.</param>
    /// <param name="token">Stops the work between slices.</param>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PhantomScan Create(PhantomParameters parameters, int threads = -1, CancellationToken token = default)
    {
        parameters.Validate();
        var anatomy = Anatomy.Solve(parameters.Subject, parameters.Protocol);
        var scanner = new Scanner(anatomy, parameters.Protocol);
        var (hu, labels) = scanner.Scan(threads, token);
        return new(
            Volume<short>.Adopt(scanner.Grid, hu),
            new LabelMap(Volume<ushort>.Adopt(scanner.Grid, labels), ProductLabels.Set),
            parameters.Subject,
            Facts(parameters),
            [.. anatomy.Spine.Vertebrae.Select(v => new PhantomVertebra(v.Name, scanner.Place(v), v.HalfHeight * anatomy.Build.Along))],
            anatomy.AreasAtL3(0.7));
    }

    /// <summary>The same person later: other noise, slightly other position, and the muscle area at L3 changed by a known share.</summary>
    /// <param name="parameters">The first scan.</param>
    /// <param name="muscleChangePercent">Change of the muscle area at L3, −60 … 60 percent; −10 is a loss of a tenth.</param>
    /// <param name="seed">Seed of the new noise and position.</param>
    /// <param name="years">Years between the scans.</param>
    public static PhantomParameters FollowUp(PhantomParameters parameters, double muscleChangePercent, ulong seed, double years = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(muscleChangePercent), 60);
        var r = new RandomStream(seed, "follow-up");
        var (subject, protocol) = parameters;
        return new(
            subject with { AgeYears = subject.AgeYears + years, MuscleCm2 = subject.MuscleCm2 * (1 + (muscleChangePercent / 100)) },
            protocol with
            {
                NoiseSeed = CounterRandom.Mix(seed),
                ShiftLeftMm = Math.Clamp(protocol.ShiftLeftMm + r.Normal(0, 5), -150, 150),
                ShiftBackMm = Math.Clamp(protocol.ShiftBackMm + r.Normal(0, 4), -150, 150),
                RollDegrees = Math.Clamp(protocol.RollDegrees + r.Normal(0, 1.2), -20, 20),
            });
    }

    static AcquisitionFacts Facts(PhantomParameters p) => new()
    {
        Modality = "CT",
        Sex = p.Subject.Sex == PhantomSex.Male ? "M" : "F",
        AgeYears = p.Subject.AgeYears,
        HeightM = p.Subject.HeightM,
        WeightKg = p.Subject.WeightKg,
        TubeVoltageKv = p.Protocol.TubeVoltageKv,
        Contrast = p.Protocol.Contrast switch { PhantomContrast.Native => null, PhantomContrast.Arterial => "arterial", _ => "portal venous" },
        SliceThicknessMm = p.Protocol.SliceMm,
        GantryTiltDegrees = p.Protocol.GantryTiltDegrees,
        Manufacturer = "synthetic",
        SeriesDescription = "phantom",
    };
}
