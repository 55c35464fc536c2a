namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

/// <summary>What a rule should say of a curve.</summary>
enum Label
{
    /// <summary>It should be found.</summary>
    Positive,

    /// <summary>It should not, though it may look like it.</summary>
    Negative,

    /// <summary>At the threshold: either is right.</summary>
    Borderline,
}

/// <summary>Makes the curves of one kind of case.</summary>
/// <param name="Rule">The rule that is tried.</param>
/// <param name="Label">What it should say.</param>
/// <param name="Name">What is done to the curves.</param>
/// <param name="Change">Changes a training that goes well, of one seed.</param>
record LabelledCase(string Rule, Label Label, string Name, Action<SyntheticTraining> Change);
