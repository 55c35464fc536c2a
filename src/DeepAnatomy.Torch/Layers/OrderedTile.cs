using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Sums of products for a tile of 4 pixels by 16 channels, added up strictly one after the other; the sums stay in registers.</summary>
static unsafe class OrderedTile
{
    /// <summary>Pixels of a tile.</summary>
    public const int Pixels = 4;

    /// <summary>Channels of a tile.</summary>
    public const int Block = 2 * Lanes;

    const int Lanes = 8;

    /// <summary>Where the numbers of a contiguous tensor lie; valid as long as the tensor lives.</summary>
    public static nint Address(torch.Tensor tensor) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>A matrix with its columns filled up to whole tiles, so that the inner loop needs no edge.</summary>
    /// <param name="kernel">(…, columns).</param>
    /// <param name="columns">Size of the last axis.</param>
    public static torch.Tensor Pack(torch.Tensor kernel, long columns)
    {
        var packed = torch.zeros([kernel.numel() / columns, (columns + Block - 1) / Block * Block], torch.ScalarType.Float32);
        packed.narrow(1, 0, columns).copy_(kernel.reshape(-1, columns));
        return packed;
    }

    /// <summary>One rounding for each product with its sum.</summary>
    /// <param name="pixels">For each element of the window four addresses of input channels.</param>
    /// <param name="weights">First of 16 columns; rows for each element of the window and input channel.</param>
    /// <param name="sums">Filled with 4 × 16 sums.</param>
    /// <param name="taps">Elements of the window.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="width">Columns of the matrix.</param>
    public static void Fused(float** pixels, float* weights, float* sums, int taps, long channels, long width)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var tap = 0; tap < taps; tap++)
        {
            float* a = pixels[0], b = pixels[1], c = pixels[2], d = pixels[3];
            pixels += Pixels;
            for (long channel = 0; channel < channels; channel++, weights += width)
            {
                Vector256<float> left = Vector256.Load(weights), right = Vector256.Load(weights + Lanes);
                var x = Vector256.Create(a[channel]);
                (a0, a1) = (Vector256.FusedMultiplyAdd(x, left, a0), Vector256.FusedMultiplyAdd(x, right, a1));
                x = Vector256.Create(b[channel]);
                (b0, b1) = (Vector256.FusedMultiplyAdd(x, left, b0), Vector256.FusedMultiplyAdd(x, right, b1));
                x = Vector256.Create(c[channel]);
                (c0, c1) = (Vector256.FusedMultiplyAdd(x, left, c0), Vector256.FusedMultiplyAdd(x, right, c1));
                x = Vector256.Create(d[channel]);
                (d0, d1) = (Vector256.FusedMultiplyAdd(x, left, d0), Vector256.FusedMultiplyAdd(x, right, d1));
            }
        }

        a0.Store(sums);
        a1.Store(sums + Lanes);
        b0.Store(sums + Block);
        b1.Store(sums + Block + Lanes);
        c0.Store(sums + (2 * Block));
        c1.Store(sums + (2 * Block) + Lanes);
        d0.Store(sums + (3 * Block));
        d1.Store(sums + (3 * Block) + Lanes);
    }

    /// <summary>Two roundings, of the product and of the sum; one element of the window.</summary>
    /// <param name="pixels">Four addresses of input channels.</param>
    /// <param name="weights">First of 16 columns; a row for each input channel.</param>
    /// <param name="sums">Filled with 4 × 16 sums.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="width">Columns of the matrix.</param>
    public static void Rounded(float** pixels, float* weights, float* sums, long channels, long width)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        float* a = pixels[0], b = pixels[1], c = pixels[2], d = pixels[3];
        for (long channel = 0; channel < channels; channel++, weights += width)
        {
            Vector256<float> left = Vector256.Load(weights), right = Vector256.Load(weights + Lanes);
            var x = Vector256.Create(a[channel]);
            (a0, a1) = (a0 + (x * left), a1 + (x * right));
            x = Vector256.Create(b[channel]);
            (b0, b1) = (b0 + (x * left), b1 + (x * right));
            x = Vector256.Create(c[channel]);
            (c0, c1) = (c0 + (x * left), c1 + (x * right));
            x = Vector256.Create(d[channel]);
            (d0, d1) = (d0 + (x * left), d1 + (x * right));
        }

        a0.Store(sums);
        a1.Store(sums + Lanes);
        b0.Store(sums + Block);
        b1.Store(sums + Block + Lanes);
        c0.Store(sums + (2 * Block));
        c1.Store(sums + (2 * Block) + Lanes);
        d0.Store(sums + (3 * Block));
        d1.Store(sums + (3 * Block) + Lanes);
    }
}
