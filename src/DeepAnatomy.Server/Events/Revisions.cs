namespace DeepAnatomy.Server.Events;

/// <summary>Numbers every change of every run, and wakes those who wait for one.</summary>
sealed class Revisions
{
    readonly Lock gate = new();
    TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long last;

    /// <summary>Number of the last change.</summary>
    public long Last => Interlocked.Read(ref last);

    /// <summary>Takes a number without waking anybody.</summary>
    public long Next() => Interlocked.Increment(ref last);

    /// <summary>Numbers a change of a run; <paramref name="apply"/> puts the number where readers look before they are woken.</summary>
    public void Changed(Action<long> apply)
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            apply(Interlocked.Increment(ref last));
            (woken, waiting) = (waiting, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        woken.SetResult();
    }

    /// <summary>Ends when there is a change after a number.</summary>
    public Task After(long revision)
    {
        lock (gate)
        {
            return last > revision ? Task.CompletedTask : waiting.Task;
        }
    }
}
