using System.Collections.Immutable;
using System.Globalization;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>One problem of an input, for a message of one line.</summary>
/// <param name="Path">The field, for example <c>height-m</c>.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record Problem(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>Whether what is known of a person can be true; finds swapped units, all problems at once.</summary>
public static class SubjectPlausibility
{
    /// <summary>The problems of a record; empty when there are none. Null fields are no problem.</summary>
    public static ImmutableArray<Problem> Check(SubjectRecord subject)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (subject.Sex is not (null or "M" or "F"))
        {
            problems.Add(new("sex", $"'{subject.Sex}' is neither M nor F; leave it out when it is not known."));
        }

        if (subject.AsmMethod is not (null or "DXA" or "BIA"))
        {
            problems.Add(new("asm-method", $"'{subject.AsmMethod}' is neither DXA nor BIA."));
        }

        Height(subject.HeightM, problems);
        Range(problems, "age", subject.AgeYears, 0, 120, "years");
        Range(problems, "weight-kg", subject.WeightKg, 20, 400, "kg");
        Range(problems, "grip-kg", subject.GripKg, 0, 120, "kg");
        Range(problems, "chair-rise-s", subject.ChairRiseSeconds, 2, 300, "s");
        Range(problems, "gait-speed-ms", subject.GaitSpeedMs, 0, 4, "m/s");
        Range(problems, "sppb", subject.Sppb, 0, 12, "points");
        Range(problems, "tug-s", subject.TimedUpAndGoSeconds, 2, 600, "s");
        Range(problems, "sarc-f", subject.SarcF, 0, 10, "points");
        Range(problems, "sarc-calf", subject.SarcCalF, 0, 20, "points");
        Range(problems, "calf-cm", subject.CalfCm, 10, 80, "cm");
        Range(problems, "asm-kg", subject.AsmKg, 3, 60, "kg");
        Range(problems, "walk-400m-s", subject.Walk400mSeconds, 60, 3600, "s");
        Range(problems, "kv", subject.TubeVoltageKv, 40, 200, "kV");
        Bmi(subject, problems);
        return problems.ToImmutable();
    }

    static void Height(double? heightM, ImmutableArray<Problem>.Builder problems)
    {
        if (heightM is not { } height || height is >= 0.5 and <= 2.5)
        {
            return;
        }

        var text = height.ToString("0.##", CultureInfo.InvariantCulture);
        var metres = (height / 100).ToString("0.00", CultureInfo.InvariantCulture);
        problems.Add(new("height-m", height is >= 50 and <= 250
            ? $"{text} m is not a body height; it looks like centimetres: write {metres}."
            : $"{text} m is not a body height (0.5 to 2.5 m)."));
    }

    static void Bmi(SubjectRecord subject, ImmutableArray<Problem>.Builder problems)
    {
        if (subject.Bmi is { } bmi && bmi is < 8 or > 100 && subject.HeightM is >= 0.5 and <= 2.5 && subject.WeightKg is >= 20 and <= 400)
        {
            problems.Add(new("weight-kg", FormattableString.Invariant($"with height {subject.HeightM:0.##} m and weight {subject.WeightKg:0.#} kg the BMI is {bmi:0.0}; check both.")));
        }
    }

    static void Range(ImmutableArray<Problem>.Builder problems, string name, double? value, double low, double high, string unit)
    {
        if (value is { } number && !(number >= low && number <= high))
        {
            problems.Add(new(name, FormattableString.Invariant($"{number:0.###} {unit} is outside {low} to {high} {unit}.")));
        }
    }
}
