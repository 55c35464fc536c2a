using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Training.Inference;

/// <summary>A network that scores tiles of a scan. The engine behind it is an argument of inference.</summary>
public interface ITileNetwork : IDisposable
{
    /// <summary>Scores a batch of tiles.</summary>
    /// <param name="tiles">Single-precision numbers, shape (tile, rows, columns, channels) or (tile, slices, rows, columns, channels).</param>
    /// <param name="cancellation">Stops between two layers.</param>
    /// <returns>Single-precision scores of the same shape, with the classes or regions as last axis.</returns>
    /// <exception cref="ArgumentException">The tiles do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    NdArray Run(NdArray tiles, CancellationToken cancellation);
}
