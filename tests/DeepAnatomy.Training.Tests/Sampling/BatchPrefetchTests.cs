using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Tests.Sampling;

public class BatchPrefetchTests
{
    sealed class Numbers(Action<long, CancellationToken>? then = null) : IBatchSource
    {
        public BatchShape Shape { get; } = new(1, 1, 2, 2, 1, false);

        public bool HasSoftTargets => false;

        public void Fill(Batch batch, long iteration, CancellationToken cancellation)
        {
            then?.Invoke(iteration, cancellation);
            Array.Fill(batch.Image, iteration);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    public void Batches_come_in_order_for_any_number_of_threads(int threads, int ahead)
    {
        using var prefetch = new BatchPrefetch(new Numbers((n, _) => Thread.SpinWait((int)(n * 7919 % 5) * 1000)), 10, threads, ahead);
        for (var n = 10; n < 80; n++)
        {
            var batch = prefetch.Next();
            Assert.Equal((n, (float)n), (batch.Iteration, batch.Image[3]));
            prefetch.Return(batch);
        }

        Assert.True(prefetch.Waited >= prefetch.LastWait && prefetch.LastWait >= TimeSpan.Zero);
    }

    [Fact]
    public void Only_so_many_batches_are_made_ahead_and_buffers_are_used_again()
    {
        var made = 0;
        using var prefetch = new BatchPrefetch(new Numbers((_, _) => Interlocked.Increment(ref made)), 0, 2, 2);
        var seen = new HashSet<Batch>();
        for (var n = 0; n < 50; n++)
        {
            var batch = prefetch.Next();
            seen.Add(batch);
            prefetch.Return(batch);
            // Taken, waiting in two channels of two, and one in the hands of each thread.
            Assert.True(Volatile.Read(ref made) <= n + 1 + 4 + 2);
        }

        Assert.InRange(seen.Count, 1, 12);
    }

    [Fact]
    public void What_a_source_throws_comes_out_at_its_iteration()
    {
        using var prefetch = new BatchPrefetch(new Numbers((n, _) => { if (n == 3) { throw new InvalidDataException("bad scan"); } }), 0, 2);
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(n, prefetch.Next().Iteration);
        }

        Assert.Equal("bad scan", Assert.Throws<InvalidDataException>(prefetch.Next).Message);
    }

    [Fact]
    public void Cancellation_ends_a_wait()
    {
        using var stop = new CancellationTokenSource();
        using var prefetch = new BatchPrefetch(new Numbers((n, token) => { if (n == 1) { token.WaitHandle.WaitOne(); token.ThrowIfCancellationRequested(); } }), cancellation: stop.Token);
        prefetch.Next();
        stop.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => prefetch.Next());
    }

    [Fact]
    public void Disposal_ends_threads_that_wait_for_room()
    {
        var prefetch = new BatchPrefetch(new Numbers(), 0, 3, 1);
        prefetch.Next();
        prefetch.Dispose();
        Assert.Throws<ObjectDisposedException>(() => prefetch.Next());
        prefetch.Dispose();
    }
}
