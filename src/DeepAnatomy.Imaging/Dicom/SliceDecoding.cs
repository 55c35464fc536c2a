using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Pixels;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Decodes all slices of a stack to Hounsfield units, in parallel, straight into the volume's array.</summary>
sealed class SliceDecoding(SliceStack stack, string path) : IDisposable
{
    readonly ConcurrentDictionary<HuRule, short[]> tables = new();
    readonly ConcurrentDictionary<PixelSource, Lazy<PixelFile>> open = new((IEqualityComparer<PixelSource>)ReferenceEqualityComparer.Instance);
    int copies;

    /// <summary>Images that were left out because they equal another at the same place.</summary>
    public int Copies => copies;

    /// <summary>SHA-256 over the SHA-256 of every decoded slice, in order: hashed while a slice is in the cache, on every thread.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Decodes; the first slice alone before the array is made, so that a file that lies costs no memory.</summary>
    public short[] Run(CancellationToken cancellationToken)
    {
        var layout = stack.Places[0].Frames[0].Pixels.Layout;
        var pixels = layout.PixelsPerFrame;
        var buffers = new ThreadLocal<byte[]>(() => new byte[layout.BytesPerFrame]);
        Decode(stack.Places[0].Frames[0], new short[pixels], buffers.Value!);

        var voxels = GC.AllocateUninitializedArray<short>(new Shape(layout.Columns, layout.Rows, stack.Places.Count).Count);
        var hashes = new byte[stack.Places.Count * SHA256.HashSizeInBytes];
        try
        {
            Parallel.For(0, stack.Places.Count, new ParallelOptions { CancellationToken = cancellationToken }, k =>
            {
                var slice = voxels.AsSpan(k * pixels, pixels);
                Decode(stack.Places[k].Frames[0], slice, Buffer(buffers, stack.Places[k].Frames[0]));
                SHA256.HashData(MemoryMarshal.AsBytes(slice), hashes.AsSpan(k * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
                foreach (var other in stack.Places[k].Frames.Skip(1))
                {
                    CompareCopy(other, slice, stack.Places[k], buffers);
                }
            });
        }
        catch (AggregateException e)
        {
            // All slices may fail in the same way; the first in the order of the series is told.
            throw e.Flatten().InnerExceptions.OfType<UnreadableImageException>().OrderBy(i => i.Path, StringComparer.Ordinal).FirstOrDefault() as Exception ?? e;
        }

        Sha256 = Convert.ToHexStringLower(SHA256.HashData(hashes));
        return voxels;
    }

    public void Dispose()
    {
        foreach (var file in open.Values.Where(f => f.IsValueCreated))
        {
            file.Value.Dispose();
        }
    }

    static byte[] Buffer(ThreadLocal<byte[]> buffers, SliceFrame frame)
    {
        var bytes = frame.Pixels.Layout.BytesPerFrame;
        if (buffers.Value!.Length != bytes)
        {
            buffers.Value = new byte[bytes];
        }

        return buffers.Value;
    }

    void Decode(SliceFrame frame, Span<short> hu, byte[] buffer)
    {
        try
        {
            if (frame.Pixels.Layout.Frames == 1)
            {
                using var file = new PixelFile(frame.Pixels);
                file.Read(0, buffer);
            }
            else
            {
                open.GetOrAdd(frame.Pixels, p => new(() => new PixelFile(p))).Value.Read(frame.FrameIndex, buffer);
            }
        }
        catch (DicomFormatException e)
        {
            throw new UnreadableImageException(frame.Pixels.Path, e.Message, "Copy or export the series again", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not UnreadableImageException)
        {
            throw new UnreadableImageException(frame.Pixels.Path, $"it cannot be read ({e.Message})", "Check the file and its permissions", e);
        }

        var rule = HuRule.Of(frame);
        rule.Apply(buffer, rule.BitsAllocated > 16 ? [] : tables.GetOrAdd(rule, r => r.Table()), hu);
    }

    void CompareCopy(SliceFrame other, ReadOnlySpan<short> slice, SlicePlace place, ThreadLocal<byte[]> buffers)
    {
        var hu = new short[slice.Length];
        Decode(other, hu, Buffer(buffers, other));
        if (!slice.SequenceEqual(hu))
        {
            throw new UnreadableImageException(
                path,
                string.Create(CultureInfo.InvariantCulture, $"two different images lie at the same position ({place.Mm:0.##} mm along the series): {Path.GetFileName(place.Frames[0].Pixels.Path)} and {Path.GetFileName(other.Pixels.Path)}"),
                "Keep the images of one acquisition in the folder");
        }

        Interlocked.Increment(ref copies);
    }
}
