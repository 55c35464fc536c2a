using DeepAnatomy.Sarcopenia.Analyses;
using static DeepAnatomy.Sarcopenia.Diagnosis.StepList;

namespace DeepAnatomy.Sarcopenia.Diagnosis;

/// <summary>The European consensus of 2018 (EWGSOP2) as an explicit path: find, assess, confirm, severity (SEMANTICS.md D1–D6).</summary>
public static class Ewgsop2
{
    /// <summary>Full citation.</summary>
    public const string Citation = "Cruz-Jentoft AJ et al. Sarcopenia: revised European consensus on definition and diagnosis. Age Ageing 2019;48:16-31.";

    /// <summary>Walks the path with what is known; what is missing is said, never assumed.</summary>
    /// <param name="subject">The person.</param>
    /// <param name="cutOffs">CT limits as applied, for information in the confirming step.</param>
    /// <returns>Outcome <c>not assessable</c>, <c>no sarcopenia by strength</c>, <c>probable sarcopenia</c>, <c>probable sarcopenia, muscle mass not low</c>, <c>sarcopenia</c> or <c>severe sarcopenia</c>.</returns>
    public static DecisionPath Decide(SubjectRecord subject, IReadOnlyList<CutOffResult> cutOffs)
    {
        var steps = new StepList();
        var whom = Whom(subject);
        steps.Above("Find: SARC-F", subject.SarcF, 4, "points", inclusive: true);
        var weak = AnyOf(
            steps.Below("Assess: grip strength", subject.GripKg, BySex(subject, 27, 16), "kg", whom),
            steps.Above("Assess: five chair rises", subject.ChairRiseSeconds, 15, "s", inclusive: false));
        var lowMass = AnyOf(
            steps.Below("Confirm: appendicular muscle mass (DXA or BIA)", subject.AsmKg, BySex(subject, 20, 15), "kg", whom),
            steps.Below("Confirm: appendicular muscle mass / height²", AsmPerHeight2(subject), BySex(subject, 7.0, 5.5), "kg/m²", whom));
        CtEvidence.Add(steps, "EWGSOP2", cutOffs);
        var poor = AnyOf(
            steps.AtMost("Severity: gait speed", subject.GaitSpeedMs, 0.8, "m/s"),
            steps.AtMost("Severity: SPPB", subject.Sppb, 8, "points"),
            steps.Above("Severity: timed up and go", subject.TimedUpAndGoSeconds, 20, "s", inclusive: true),
            Walk(steps, subject));
        return new("EWGSOP2", Citation, OutcomeOf(weak, lowMass, poor), steps.ToImmutable());
    }

    /// <summary>Appendicular muscle mass over height squared, kg/m².</summary>
    internal static double? AsmPerHeight2(SubjectRecord subject) =>
        subject.AsmKg is { } asm && subject.HeightM is { } height ? asm / (height * height) : null;

    static bool? Walk(StepList steps, SubjectRecord subject)
    {
        bool? met = (subject.Walk400mCompleted, subject.Walk400mSeconds) switch
        {
            (false, _) => true,
            (_, { } seconds) => seconds >= 360,
            _ => null,
        };
        return steps.Add("Severity: 400 m walk", "≥ 360 s or not completed", subject.Walk400mSeconds, "s", met);
    }

    /// <remarks>Strength decides first. Mass without low strength is not sarcopenia here (that was the definition of 2010).</remarks>
    static string OutcomeOf(bool? weak, bool? lowMass, bool? poor) => (weak, lowMass, poor) switch
    {
        (null, _, _) => "not assessable",
        (false, _, _) => "no sarcopenia by strength",
        (_, null, _) => "probable sarcopenia",
        (_, false, _) => "probable sarcopenia, muscle mass not low",
        (_, _, true) => "severe sarcopenia",
        _ => "sarcopenia",
    };
}
