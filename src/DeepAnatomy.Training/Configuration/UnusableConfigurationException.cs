using System.Collections.Immutable;

namespace DeepAnatomy.Training.Configuration;

/// <summary>A configuration that cannot be used, with everything that is wrong with it.</summary>
/// <param name="problems">All problems, at least one.</param>
public sealed class UnusableConfigurationException(ImmutableArray<SettingsProblem> problems)
    : Exception(problems.Length == 1 ? problems[0].ToString() : $"{problems.Length} problems; the first: {problems[0]}")
{
    /// <summary>All problems.</summary>
    public ImmutableArray<SettingsProblem> Problems { get; } = problems;
}
