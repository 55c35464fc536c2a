using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Gives numbers written as text as the bytes of doubles, so that text voxels are read like any others.</summary>
/// <remarks>Word separators: white space and commas. A word that is no number is an <see cref="InvalidDataException"/>.</remarks>
sealed class TextVoxelStream(Stream text) : Stream
{
    const int MostWordBytes = 64;
    readonly byte[] block = new byte[64 * 1024];
    readonly byte[] word = new byte[MostWordBytes];
    int at, length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Fills whole numbers only; the buffer must have room for one unless it asks for the end.</summary>
    public override int Read(Span<byte> buffer)
    {
        var numbers = MemoryMarshal.Cast<byte, double>(buffer);
        var count = 0;
        while (count < numbers.Length && NextWord() is var letters and > 0)
        {
            numbers[count++] = double.TryParse(Encoding.ASCII.GetString(word, 0, letters), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new InvalidDataException("A voxel is no number.");
        }

        return count * sizeof(double);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    int NextWord()
    {
        var letters = 0;
        while (true)
        {
            if (at == length)
            {
                (at, length) = (0, text.Read(block));
                if (length == 0)
                {
                    return letters;
                }
            }

            var b = block[at++];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',')
            {
                if (letters > 0)
                {
                    return letters;
                }

                continue;
            }

            word[letters++] = letters < MostWordBytes ? b : throw new InvalidDataException("A voxel is no number.");
        }
    }
}
