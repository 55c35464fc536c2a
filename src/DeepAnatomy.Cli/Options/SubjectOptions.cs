using System.Collections.Immutable;
using System.CommandLine;
using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Cli.Options;

/// <summary>The clinical options of <c>quantify</c>: what the user knows of the person; it goes before what the files say.</summary>
sealed class SubjectOptions
{
    readonly Option<string?> sex = new("--sex") { Description = "Sex: m or f.", HelpName = "m|f" };
    readonly Option<double?> age = Number("--age", "Age at the scan, years.", "YEARS");
    readonly Option<double?> height = Number("--height-m", "Body height, metres.", "M");
    readonly Option<double?> weight = Number("--weight-kg", "Body weight, kg.", "KG");
    readonly Option<double?> grip = Number("--grip-kg", "Grip strength, kg (best of the tries).", "KG");
    readonly Option<double?> chair = Number("--chair-rise-s", "Time for five chair rises, seconds.", "S");
    readonly Option<double?> gait = Number("--gait-speed-ms", "Usual gait speed, m/s.", "M/S");
    readonly Option<int?> sppb = new("--sppb") { Description = "Short physical performance battery, 0–12.", HelpName = "POINTS" };
    readonly Option<double?> tug = Number("--tug-s", "Timed up and go, seconds.", "S");
    readonly Option<int?> sarcF = new("--sarc-f") { Description = "SARC-F questionnaire, 0–10.", HelpName = "POINTS" };
    readonly Option<double?> calf = Number("--calf-cm", "Calf circumference, cm.", "CM");
    readonly Option<double?> asm = Number("--asm-kg", "Appendicular skeletal muscle mass by DXA or BIA, kg.", "KG");
    readonly Option<string?> phase = new("--phase") { Description = "Contrast phase.", HelpName = "PHASE" };
    readonly Option<double?> kv = Number("--kv", "Tube voltage, kV.", "KV");

    public SubjectOptions()
    {
        sex.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "m", "f", "male", "female");
        phase.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "native", "arterial", "portal-venous", "delayed");
    }

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { sex, age, height, weight, grip, chair, gait, sppb, tug, sarcF, calf, asm, phase, kv })
        {
            command.Add(option);
        }
    }

    /// <summary>Refuses what cannot be true before any work is done, all problems in one line.</summary>
    /// <exception cref="UsageException">One or more values are implausible.</exception>
    public void Check(ParseResult parsed)
    {
        var problems = SubjectPlausibility.Check(Read(parsed));
        if (!problems.IsEmpty)
        {
            throw new UsageException(string.Join(" ", problems.Select(p => $"--{p}")));
        }
    }

    /// <summary>The person in the user's words; what is missing the analysis takes from the files.</summary>
    public SubjectRecord Read(ParseResult parsed)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, string>();
        var given = parsed.GetValue(sex)?[..1].ToUpperInvariant();
        return new SubjectRecord
        {
            Sex = Given("sex", given),
            AgeYears = Given("ageYears", parsed.GetValue(age)),
            HeightM = Given("heightM", parsed.GetValue(height)),
            WeightKg = Given("weightKg", parsed.GetValue(weight)),
            GripKg = Given("gripKg", parsed.GetValue(grip)),
            ChairRiseSeconds = Given("chairRiseSeconds", parsed.GetValue(chair)),
            GaitSpeedMs = Given("gaitSpeedMs", parsed.GetValue(gait)),
            Sppb = Given("sppb", parsed.GetValue(sppb)),
            TimedUpAndGoSeconds = Given("timedUpAndGoSeconds", parsed.GetValue(tug)),
            SarcF = Given("sarcF", parsed.GetValue(sarcF)),
            CalfCm = Given("calfCm", parsed.GetValue(calf)),
            AsmKg = Given("asmKg", parsed.GetValue(asm)),
            Phase = Given("phase", parsed.GetValue(phase)?.ToLowerInvariant().Replace('-', ' ')),
            TubeVoltageKv = Given("tubeVoltageKv", parsed.GetValue(kv)),
            Sources = sources.ToImmutable(),
        };

        T? Given<T>(string name, T? value)
        {
            if (value is not null)
            {
                sources[name] = "user";
            }

            return value;
        }
    }

    static Option<double?> Number(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
