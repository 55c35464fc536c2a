using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Makes batches ahead on background threads and hands them out in the order of their iterations, whatever the number of threads.</summary>
/// <remarks>Thread w makes the iterations w, w + threads, …, into a bounded channel of its own; the consumer takes from one channel after the other. For one consumer.</remarks>
public sealed class BatchPrefetch : IDisposable
{
    readonly IBatchSource source;
    readonly Channel<Batch>[] channels;
    readonly ConcurrentBag<Batch> free = [];
    readonly CancellationTokenSource stop;
    readonly CancellationToken stopped;
    readonly Thread[] threads;
    readonly long start;
    long next;
    bool isDisposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="source">Where batches come from.</param>
    /// <param name="start">The first iteration, from 0.</param>
    /// <param name="threads">Background threads, at least 1.</param>
    /// <param name="ahead">Finished batches kept per thread, at least 1.</param>
    /// <param name="cancellation">Ends it; <see cref="Next"/> then throws <see cref="OperationCanceledException"/>.</param>
    public BatchPrefetch(IBatchSource source, long start = 0, int threads = 1, int ahead = 2, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        (this.source, this.start, next) = (source, start, start);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stopped = stop.Token;
        channels = [.. Enumerable.Range(0, threads).Select(_ => Channel.CreateBounded<Batch>(new BoundedChannelOptions(ahead) { SingleReader = true, SingleWriter = true }))];
        this.threads = [.. Enumerable.Range(0, threads).Select(w => new Thread(() => Work(w)) { IsBackground = true, Name = $"batches {w}" })];
        foreach (var thread in this.threads)
        {
            thread.Start();
        }
    }

    /// <summary>How long the consumer has waited for batches in all.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>How long it waited for the last one.</summary>
    public TimeSpan LastWait { get; private set; }

    /// <summary>The next batch in order. Give it back with <see cref="Return"/>.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="Exception">What the source threw for this iteration.</exception>
    public Batch Next()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        stopped.ThrowIfCancellationRequested();
        var reader = channels[(next - start) % channels.Length].Reader;
        var from = Stopwatch.GetTimestamp();
        if (!reader.TryRead(out var batch))
        {
            batch = Take(reader);
        }

        LastWait = Stopwatch.GetElapsedTime(from);
        Waited += LastWait;
        next++;
        return batch;
    }

    /// <summary>Gives a batch's buffers back for later ones.</summary>
    public void Return(Batch batch) => free.Add(batch);

    /// <summary>Stops the threads and waits until they have ended.</summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        stop.Cancel();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        stop.Dispose();
    }

    Batch Take(ChannelReader<Batch> reader)
    {
        try
        {
            return reader.ReadAsync(stopped).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException e) when (e.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    void Work(int worker)
    {
        var writer = channels[worker].Writer;
        try
        {
            for (var iteration = start + worker; ; iteration += channels.Length)
            {
                stopped.ThrowIfCancellationRequested();
                var batch = free.TryTake(out var used) ? used : new Batch(source.Shape, source.HasSoftTargets);
                source.Fill(batch, iteration, stopped);
                batch.Iteration = iteration;
                writer.WriteAsync(batch, stopped).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (Exception e)
        {
            // Whatever it is, the consumer gets it when it comes to this iteration; a thread of its own has nobody else to tell.
            writer.TryComplete(e);
        }
    }
}
