using DeepAnatomy.Sarcopenia.Analyses;
using static DeepAnatomy.Sarcopenia.Diagnosis.StepList;

namespace DeepAnatomy.Sarcopenia.Diagnosis;

/// <summary>The Sarcopenia Definition and Outcomes Consortium (SDOC 2020): weakness and slowness, no muscle mass (SEMANTICS.md D11).</summary>
public static class Sdoc2020
{
    /// <summary>Full citation.</summary>
    public const string Citation = "Bhasin S et al. Sarcopenia definition: the position statements of the Sarcopenia Definition and Outcomes Consortium. J Am Geriatr Soc 2020;68:1410-1418.";

    /// <summary>Walks the path with what is known.</summary>
    /// <returns>Outcome <c>not assessable</c>, <c>no sarcopenia</c> or <c>sarcopenia</c>.</returns>
    public static DecisionPath Decide(SubjectRecord subject)
    {
        var steps = new StepList();
        var weak = steps.Below("Grip strength", subject.GripKg, BySex(subject, 35.5, 20), "kg", Whom(subject));
        var slow = steps.Below("Gait speed", subject.GaitSpeedMs, 0.8, "m/s");
        var outcome = (weak, slow) switch
        {
            (false, _) or (_, false) => "no sarcopenia",
            (true, true) => "sarcopenia",
            _ => "not assessable",
        };
        return new("SDOC2020", Citation, outcome, steps.ToImmutable());
    }
}
