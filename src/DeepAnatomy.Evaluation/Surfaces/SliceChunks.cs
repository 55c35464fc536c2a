namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Work on every slice, in parallel; inside work that is parallel already (over labels) the slices follow each other, so that threads do not wait on threads.</summary>
static class SliceChunks
{
    [ThreadStatic]
    static bool isNested;

    public static void Run(int count, Action<int> body)
    {
        if (!isNested)
        {
            Parallel.For(0, count, body);
            return;
        }

        for (var k = 0; k < count; k++)
        {
            body(k);
        }
    }

    /// <summary>Runs work during which <see cref="Run"/> stays on this thread.</summary>
    public static void Alone(Action work)
    {
        var before = isNested;
        isNested = true;
        try
        {
            work();
        }
        finally
        {
            isNested = before;
        }
    }
}
