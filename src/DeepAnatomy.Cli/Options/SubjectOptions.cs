using System.Collections.Immutable;
using System.CommandLine;
using DeepAnatomy.Imaging.Volumes;
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
        var problems = SubjectPlausibility.Check(Read(parsed, AcquisitionFacts.None));
        if (!problems.IsEmpty)
        {
            throw new UsageException(string.Join(" ", problems.Select(p => $"--{p}")));
        }
    }

    /// <summary>The person: the user's words first, then the facts of the files.</summary>
    public SubjectRecord Read(ParseResult parsed, AcquisitionFacts facts)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, string>();
        var given = parsed.GetValue(sex)?[..1].ToUpperInvariant();
        return new SubjectRecord
        {
            Sex = Choose("sex", given, facts.Sex is "M" or "F" ? facts.Sex : null),
            AgeYears = Choose("ageYears", parsed.GetValue(age), facts.AgeYears),
            HeightM = Choose("heightM", parsed.GetValue(height), facts.HeightM),
            WeightKg = Choose("weightKg", parsed.GetValue(weight), facts.WeightKg),
            GripKg = Choose("gripKg", parsed.GetValue(grip), null),
            ChairRiseSeconds = Choose("chairRiseSeconds", parsed.GetValue(chair), null),
            GaitSpeedMs = Choose("gaitSpeedMs", parsed.GetValue(gait), null),
            Sppb = Choose("sppb", parsed.GetValue(sppb), null),
            TimedUpAndGoSeconds = Choose("timedUpAndGoSeconds", parsed.GetValue(tug), null),
            SarcF = Choose("sarcF", parsed.GetValue(sarcF), null),
            CalfCm = Choose("calfCm", parsed.GetValue(calf), null),
            AsmKg = Choose("asmKg", parsed.GetValue(asm), null),
            Phase = Choose("phase", parsed.GetValue(phase)?.ToLowerInvariant().Replace('-', ' '), null),
            TubeVoltageKv = Choose("tubeVoltageKv", parsed.GetValue(kv), facts.TubeVoltageKv),
            Sources = sources.ToImmutable(),
        };

        T? Choose<T>(string name, T? user, T? file)
        {
            if (user is not null || file is not null)
            {
                sources[name] = user is not null ? "user" : "DICOM";
            }

            return user ?? file;
        }
    }

    static Option<double?> Number(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
