using System.Buffers;

namespace DeepAnatomy.Server.Runs;

/// <summary>The body of a request in memory that is given back.</summary>
/// <param name="expected">Its length, where the request says it; may be wrong.</param>
/// <param name="most">Most bytes that are taken.</param>
sealed class RentedBody(long expected, int most) : IDisposable
{
    const int Least = 1 << 14;
    byte[] bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expected, Least, most));
    int length;

    public ReadOnlySpan<byte> AsSpan => bytes.AsSpan(0, length);

    /// <summary>Takes bytes behind those that are there.</summary>
    /// <returns>Whether there was room; if not, none of them was taken.</returns>
    public bool TryAdd(ReadOnlySequence<byte> more)
    {
        if (more.Length > most - length)
        {
            return false;
        }

        var end = length + (int)more.Length;
        if (end > bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(most, Math.Max(end, 2 * bytes.Length)));
            AsSpan.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        more.CopyTo(bytes.AsSpan(length));
        length = end;
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref bytes, []));
}
