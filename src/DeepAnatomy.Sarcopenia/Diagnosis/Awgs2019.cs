using DeepAnatomy.Sarcopenia.Analyses;
using static DeepAnatomy.Sarcopenia.Diagnosis.StepList;

namespace DeepAnatomy.Sarcopenia.Diagnosis;

/// <summary>The Asian consensus of 2019 (AWGS 2019) as an explicit path (SEMANTICS.md D7–D10).</summary>
public static class Awgs2019
{
    /// <summary>Full citation.</summary>
    public const string Citation = "Chen LK et al. Asian Working Group for Sarcopenia: 2019 consensus update on sarcopenia diagnosis and treatment. J Am Med Dir Assoc 2020;21:300-307.";

    /// <summary>Walks the path with what is known; what is missing is said, never assumed.</summary>
    /// <returns>Outcome <c>not assessable</c>, <c>no possible sarcopenia</c>, <c>possible sarcopenia</c>, <c>possible sarcopenia, muscle mass not low</c>, <c>sarcopenia</c> or <c>severe sarcopenia</c>.</returns>
    public static DecisionPath Decide(SubjectRecord subject, IReadOnlyList<CutOffResult> cutOffs)
    {
        var steps = new StepList();
        var whom = Whom(subject);
        steps.Below("Case finding: calf circumference", subject.CalfCm, BySex(subject, 34, 33), "cm", whom);
        steps.Above("Case finding: SARC-F", subject.SarcF, 4, "points", inclusive: true);
        steps.Above("Case finding: SARC-CalF", subject.SarcCalF, 11, "points", inclusive: true);
        var weak = steps.Below("Strength: grip strength", subject.GripKg, BySex(subject, 28, 18), "kg", whom);
        var slow = AnyOf(
            steps.Below("Performance: gait speed (6 m)", subject.GaitSpeedMs, 1.0, "m/s"),
            steps.Above("Performance: five chair rises", subject.ChairRiseSeconds, 12, "s", inclusive: true),
            steps.AtMost("Performance: SPPB", subject.Sppb, 9, "points"));
        var lowMass = Mass(steps, subject);
        CtEvidence.Add(steps, "AWGS 2019", cutOffs);
        return new("AWGS2019", Citation, OutcomeOf(weak, slow, lowMass), steps.ToImmutable());
    }

    /// <remarks>The limit for women depends on the method; between the two limits an unknown method leaves the step open.</remarks>
    static bool? Mass(StepList steps, SubjectRecord subject)
    {
        const string name = "Confirm: appendicular muscle mass / height²", unit = "kg/m²";
        var index = Ewgsop2.AsmPerHeight2(subject);
        if (subject.Sex == "F" && subject.AsmMethod is null)
        {
            bool? low = index switch { null => null, < 5.4 => true, >= 5.7 => false, _ => null };
            return steps.Add(name, "< 5.4 kg/m² by DXA, < 5.7 kg/m² by BIA (women); the method is not known", index, unit, low);
        }

        var limit = subject.Sex switch { "M" => 7.0, "F" => subject.AsmMethod == "DXA" ? 5.4 : 5.7, _ => (double?)null };
        return steps.Below($"{name}{(subject.AsmMethod is { } method ? $" by {method}" : "")}", index, limit, unit, Whom(subject));
    }

    /// <remarks>Strength and performance are two criteria: when one is normal and the other missing, sarcopenia is not ruled out.</remarks>
    static string OutcomeOf(bool? weak, bool? slow, bool? lowMass) => (weak, slow, lowMass) switch
    {
        (false, false, _) => "no possible sarcopenia",
        (not true, not true, _) => "not assessable",
        (_, _, null) => "possible sarcopenia",
        (_, _, false) => "possible sarcopenia, muscle mass not low",
        _ => weak is true && slow is true ? "severe sarcopenia" : "sarcopenia",
    };
}
