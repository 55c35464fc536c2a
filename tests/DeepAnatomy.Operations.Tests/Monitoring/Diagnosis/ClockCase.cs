using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

/// <summary>A case that is judged by sessions and times.</summary>
sealed record ClockCase(string Rule, Label Label, string Name, Func<SyntheticTraining, ImmutableArray<Finding>> Judge) : LabelledCase(Rule, Label, Name, _ => { });
