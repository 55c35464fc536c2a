namespace DeepAnatomy.Imaging.Volumes;

/// <summary>Runs one piece of work per slice (or row) on all processors; the pieces must be independent, so the result does not depend on their order.</summary>
/// <remarks>Runs on the current task scheduler: a caller that wants fewer threads starts the work on a scheduler that has fewer.</remarks>
static class SliceLoop
{
    public static void Run(int count, Action<int> body, CancellationToken cancellationToken = default) =>
        Parallel.For(0, count, Options(cancellationToken), body);

    /// <summary>As <see cref="Run(int, Action{int}, CancellationToken)"/>, with working memory that is made once per worker and not per piece.</summary>
    public static void Run<TScratch>(int count, Func<TScratch> newScratch, Action<int, TScratch> body, CancellationToken cancellationToken = default) =>
        Parallel.For(
            0,
            count,
            Options(cancellationToken),
            newScratch,
            (n, _, scratch) =>
            {
                body(n, scratch);
                return scratch;
            },
            _ => { });

    // A null scheduler means the current one; the overload without options would always take the default one.
    static ParallelOptions Options(CancellationToken cancellationToken) =>
        new() { CancellationToken = cancellationToken, TaskScheduler = null, MaxDegreeOfParallelism = Environment.ProcessorCount };
}
