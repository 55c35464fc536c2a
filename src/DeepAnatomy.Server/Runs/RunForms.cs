using System.ComponentModel;

namespace DeepAnatomy.Server.Runs;

/// <summary>Runs that fit.</summary>
/// <param name="Runs">Those asked for.</param>
/// <param name="Total">How many fit in all.</param>
sealed record RunList(IReadOnlyList<RunRow> Runs, int Total);

/// <summary>One start or resume.</summary>
sealed record SessionRow(int Number, long StartStep, long LastStep, DateTimeOffset Started, DateTimeOffset? Ended, string State, string Reason, string Host);

/// <summary>Something worth knowing.</summary>
sealed record Fact(string Group, string Name, string Value);

/// <summary>Something that happened.</summary>
sealed record TimelineRow(DateTimeOffset Time, string Kind, string Text, string Actor);

/// <summary>A checkpoint that was written.</summary>
sealed record CheckpointRow(long Step, string File, bool Best, DateTimeOffset Time, long? Bytes, string? Sha256);

/// <summary>A file of the run.</summary>
sealed record ArtifactRow(string Path, long Bytes);

/// <summary>A picture of a validated slice.</summary>
sealed record SampleRow(long Step, string Case, int K, string Url);

/// <summary>A training that is to be checked or made.</summary>
sealed record NewRunForm(
    string Name,
    [property: Description("YAML as contracts/configuration.schema.json says. Empty for a remote run.")] string Configuration,
    [property: Description("JSON as contracts/architecture.schema.json says; null for that which the configuration names.")] string? Architecture = null,
    string Notes = "",
    string[]? Tags = null,
    [property: Description("The run it is made from.")] string? Origin = null,
    [property: Description("Its worker is elsewhere and sends lines to /api/runs/{id}/lines.")] bool Remote = false,
    [property: Description("Memory the worker is given, in megabytes; null for what a check with plan=true of the same documents found, or 2048.")] long? MemoryMb = null);

/// <summary>What a check found.</summary>
sealed record CheckReport(IReadOnlyList<TrainingProblem> Problems, string Resolved, TrainingPlan? Plan);

/// <summary>What a training needs, by three real iterations.</summary>
sealed record TrainingPlan(double MemoryMb, double SecondsPerEpoch, double TotalSeconds, long Iterations, double MillisecondsPerIteration);

/// <summary>A run that was made.</summary>
sealed record CreatedRun(string Id);

/// <summary>What is to change; null stays.</summary>
sealed record RunChangeForm(string? Name = null, string? Notes = null, string[]? Tags = null);

/// <summary>How to stop.</summary>
/// <param name="Now">At once, instead of after a checkpoint.</param>
sealed record StopForm(bool Now = false);

/// <summary>How to go on.</summary>
/// <param name="Iterations">New number of iterations of the whole training; null for the present one.</param>
sealed record ResumeForm(int? Iterations = null);

/// <summary>A line of the log of a run.</summary>
sealed record LogRow(int Session, long Seq, DateTimeOffset Time, string Level, string Text);

/// <summary>A part of the log.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="After">Where the next part starts.</param>
sealed record LogPage(IReadOnlyList<LogRow> Lines, int After);

/// <summary>Lines were taken.</summary>
/// <param name="Session">The session.</param>
/// <param name="Acknowledged">The largest number up to which every line of it is kept.</param>
sealed record LinesTaken(int Session, long Acknowledged);
