using System.Buffers;

namespace DeepAnatomy.Server.Runs;

/// <summary>The body of a request in memory that is given back.</summary>
sealed class RentedBody(byte[] bytes, int length) : IDisposable
{
    public byte[] Bytes => bytes;

    public ReadOnlySpan<byte> AsSpan => bytes.AsSpan(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
