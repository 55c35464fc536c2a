using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Looks at a run point by point and says what is wrong with it. The same points give the same findings, in whatever batches they come.</summary>
/// <param name="name">For example <c>H8</c>.</param>
/// <param name="version">Rises when the rule decides otherwise.</param>
abstract class Rule(string name, int version)
{
    public string Name => name;

    public int Version => version;

    /// <summary>Where findings are entered.</summary>
    public FindingBook Book { get; set; } = new();

    /// <summary>A session begins.</summary>
    public virtual void OnSession(RunReading run)
    {
    }

    /// <summary>The training went back: what was reported behind the step is done again.</summary>
    public virtual void OnRewind(RunReading run, long step)
    {
    }

    /// <summary>A step is over.</summary>
    public virtual void OnStep(RunReading run, StepReading step)
    {
    }

    /// <summary>An epoch is over; it is the last of the history.</summary>
    public virtual void OnEpoch(RunReading run)
    {
    }

    protected void Raise(FindingSeverity severity, long from, long to, ImmutableArray<string> series, FindingText text, params (string Name, double Value)[] numbers) =>
        RaiseAbout("", severity, from, to, series, text, numbers);

    protected void RaiseAbout(string subject, FindingSeverity severity, long from, long to, ImmutableArray<string> series, FindingText text, params (string Name, double Value)[] numbers) =>
        Book.Raise(this, subject, severity, from, to, series, text, numbers);

    protected void Clear(long step, string subject = "") => Book.Clear(this, subject, step);

    protected bool IsRaised(string subject = "") => Book.IsRaised(this, subject);
}
