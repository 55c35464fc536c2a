using System.CommandLine;
using DeepAnatomy.Imaging.Phantoms;

namespace DeepAnatomy.Cli.Options;

/// <summary>What a user may fix of a synthetic patient and scan; the rest is drawn from the seed.</summary>
sealed class PhantomOptions
{
    readonly Option<string?> sex = new("--sex") { Description = "Sex: m or f.", HelpName = "m|f" };
    readonly Option<string?> contrast = new("--contrast") { Description = "Contrast phase.", HelpName = "PHASE" };
    readonly Option<bool> arms = new("--arms") { Description = "The arms lie beside the body." };
    readonly Option<int?> matrix = new("--matrix") { Description = "Pixels along each side of the image.", HelpName = "N" };
    readonly Option<bool> varied = new("--varied") { Description = "People and scans far beyond life, to train networks on (domain randomisation)." };
    readonly List<(Option<double?> Option, Func<PhantomParameters, double, PhantomParameters> Apply)> numbers;

    public PhantomOptions()
    {
        sex.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "m", "f");
        contrast.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "native", "arterial", "portal-venous");
        numbers =
        [
            Subject("--age", "Age, years.", (s, v) => s with { AgeYears = v }),
            Subject("--height-m", "Height, m.", (s, v) => s with { HeightM = v }),
            Subject("--bmi", "Body mass index, kg/m²; for the clinical table.", (s, v) => s with { Bmi = v }),
            Subject("--muscle-cm2", "Muscle compartment area at L3, cm².", (s, v) => s with { MuscleCm2 = v }),
            Subject("--myosteatosis", "Fat in muscle, 0 to 1.", (s, v) => s with { Myosteatosis = v }),
            Subject("--sat-cm2", "Subcutaneous fat at L3, cm².", (s, v) => s with { SubcutaneousFatCm2 = v }),
            Subject("--vat-cm2", "Visceral fat at L3, cm².", (s, v) => s with { VisceralFatCm2 = v }),
            Subject("--scoliosis-mm", "Sideways curve of the spine, mm, positive to the left.", (s, v) => s with { ScoliosisMm = v }),
            Scan("--pixel-mm", "Pixel size, mm.", (p, v) => p with { PixelMm = v }),
            Scan("--slice-mm", "Distance and thickness of slices, mm.", (p, v) => p with { SliceMm = v }),
            Scan("--fov-mm", "Side of the image, mm; smaller than the body for a truncated scan.", (p, v) => p with { FieldOfViewMm = v }),
            Scan("--bottom-mm", "Lower end, mm above the centre of L3.", (p, v) => p with { BottomMm = v }),
            Scan("--top-mm", "Upper end, mm above the centre of L3.", (p, v) => p with { TopMm = v }),
            Scan("--noise-hu", "Noise, standard deviation in HU.", (p, v) => p with { NoiseHu = v }),
            Scan("--blur-mm", "Width of the kernel, mm.", (p, v) => p with { BlurMm = v }),
            Scan("--kv", "Tube voltage, kV.", (p, v) => p with { TubeVoltageKv = v }),
            Scan("--tilt-deg", "Gantry tilt, degrees.", (p, v) => p with { GantryTiltDegrees = v }),
            Scan("--roll-deg", "Roll of the patient, degrees.", (p, v) => p with { RollDegrees = v }),
        ];
    }

    public void AddTo(Command command)
    {
        command.Add(sex);
        foreach (var (option, _) in numbers)
        {
            command.Add(option);
        }

        command.Add(matrix);
        command.Add(contrast);
        command.Add(arms);
        command.Add(varied);
    }

    /// <summary>The patient of a seed with what the user fixed.</summary>
    /// <exception cref="UsageException">Values out of range, all at once.</exception>
    public PhantomParameters Read(ParseResult parsed, ulong seed)
    {
        var parameters = parsed.GetValue(varied) ? PhantomSampler.DrawVaried(seed) : PhantomSampler.Draw(seed);
        foreach (var (option, apply) in numbers)
        {
            parameters = parsed.GetValue(option) is { } value ? apply(parameters, value) : parameters;
        }

        if (parsed.GetValue(sex) is { } given)
        {
            parameters = parameters with { Subject = parameters.Subject with { Sex = given.Equals("m", StringComparison.OrdinalIgnoreCase) ? PhantomSex.Male : PhantomSex.Female } };
        }

        if (parsed.GetValue(contrast) is { } phase)
        {
            parameters = parameters with { Protocol = parameters.Protocol with { Contrast = Enum.Parse<PhantomContrast>(phase.Replace("-", ""), ignoreCase: true) } };
        }

        parameters = parameters with { Protocol = parameters.Protocol with { Arms = parsed.GetValue(arms) || parameters.Protocol.Arms, Matrix = parsed.GetValue(matrix) ?? parameters.Protocol.Matrix } };
        string[] problems = [.. parameters.Subject.Problems(), .. parameters.Protocol.Problems()];
        return problems.Length == 0 ? parameters : throw new UsageException(string.Join(" ", problems));
    }

    static (Option<double?>, Func<PhantomParameters, double, PhantomParameters>) Subject(string name, string description, Func<PhantomSubject, double, PhantomSubject> apply) =>
        (new Option<double?>(name) { Description = description, HelpName = "X" }, (p, v) => p with { Subject = apply(p.Subject, v) });

    static (Option<double?>, Func<PhantomParameters, double, PhantomParameters>) Scan(string name, string description, Func<PhantomProtocol, double, PhantomProtocol> apply) =>
        (new Option<double?>(name) { Description = description, HelpName = "X" }, (p, v) => p with { Protocol = apply(p.Protocol, v) });
}
