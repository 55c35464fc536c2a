using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Diagnosis;

/// <summary>What CT adds to a decision path: information for the confirming step, never a criterion, because no consensus fixes a number for CT.</summary>
static class CtEvidence
{
    public static void Add(StepList steps, string definition, IReadOnlyList<CutOffResult> cutOffs)
    {
        var assessed = cutOffs.Where(c => c.MeasurementId == "SMI" && c.State is "low" or "not low").ToArray();
        var low = assessed.Count(c => c.State == "low");
        var value = assessed.Length == 0 ? null : FormattableString.Invariant($"SMI {assessed[0].Value:0.0} cm²/m²: low by {low} of {assessed.Length} published limits that apply");
        steps.Inform("Confirm: muscle mass by CT", $"{definition} fixes no limit for CT; published limits are shown side by side", value);
    }
}
