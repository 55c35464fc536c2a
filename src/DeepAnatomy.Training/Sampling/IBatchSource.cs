namespace DeepAnatomy.Training.Sampling;

/// <summary>Makes the batch of any iteration: from scans on disk, or out of nothing (phantoms).</summary>
public interface IBatchSource
{
    /// <summary>Sizes of every batch.</summary>
    BatchShape Shape { get; }

    /// <summary>Whether batches need <see cref="Batch.Probabilities"/>.</summary>
    bool HasSoftTargets { get; }

    /// <summary>Fills a batch.</summary>
    /// <param name="batch">Buffers of <see cref="Shape"/>, with anything in them; every value must be written.</param>
    /// <param name="iteration">The iteration, from 0. The content depends on this number and the source's seed alone, so that a resumed training sees what it would have seen.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <remarks>Called from several threads at once, with different batches.</remarks>
    void Fill(Batch batch, long iteration, CancellationToken cancellation);
}
