using System.Globalization;
using System.Text.Json.Serialization;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Cli.Trainings;

/// <summary>What a training needs.</summary>
/// <param name="MemoryMb">Memory of the process, in megabytes (2^20 bytes).</param>
/// <param name="MillisecondsPerIteration">Time of an iteration with its data.</param>
/// <param name="SecondsPerEpoch">Time of an epoch, validation not counted.</param>
/// <param name="TotalSeconds">Time of the whole training, validations not counted.</param>
/// <param name="Iterations">Iterations of the whole training.</param>
/// <param name="Setup">The training.</param>
sealed record DryRunReport(double MemoryMb, double MillisecondsPerIteration, double SecondsPerEpoch, double TotalSeconds, int Iterations, [property: JsonIgnore] TrainingSetup Setup)
{
    /// <summary>All settings, and what they need as comments.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {SettingsText.Of(Setup.Configuration)}
        # {Setup.TrainingCases.Length} cases train, {Setup.ValidationCases.Length} validate: {string.Join(", ", Setup.ValidationCases)}
        # classes: {string.Join(", ", Setup.Dataset.Classes.Names)}
        # {MillisecondsPerIteration:0} ms per iteration with its data, {SecondsPerEpoch:0} s per epoch, {TotalSeconds / 60:0.0} minutes in all, validations not counted
        # {MemoryMb:0} MB of memory
        """);
}
