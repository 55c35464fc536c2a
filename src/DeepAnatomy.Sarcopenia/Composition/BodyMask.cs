using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The body in one slice (SEMANTICS.md S16): HU above −500, opened by a disc of 4 mm (table, clothes), largest 4-connected piece, holes filled.</summary>
static class BodyMask
{
    /// <summary>Half way between air and skin: the edge of a blurred body lies there.</summary>
    public const short EdgeHu = -500;

    const double OpeningMm = 4;

    /// <summary>The mask, 0 or 1, i fastest; all 0 when nothing is above <see cref="EdgeHu"/>.</summary>
    /// <param name="hu">Canonical CT.</param>
    /// <param name="k">Slice.</param>
    public static byte[] OfSlice(Volume<short> hu, int k)
    {
        var (shape, spacing) = (hu.Shape, hu.Grid.Spacing);
        var mask = new byte[shape.SliceCount];
        var slice = hu.Slice(k);
        for (var p = 0; p < mask.Length; p++)
        {
            mask[p] = slice[p] > EdgeHu ? (byte)1 : (byte)0;
        }

        FillHoles(mask, shape.I, shape.J);
        KeepLargest(mask, shape.I, shape.J);
        var opened = Opened(mask, shape, spacing);
        KeepLargest(opened, shape.I, shape.J);
        return opened;
    }

    /// <summary>Sets every 0 that is not connected to the border of the slice (4-neighbours) to 1.</summary>
    public static void FillHoles(Span<byte> mask, int width, int height)
    {
        const byte outside = 2;
        var stack = new Stack<int>();
        for (var i = 0; i < width; i++)
        {
            Start(mask, stack, i);
            Start(mask, stack, ((height - 1) * width) + i);
        }

        for (var j = 0; j < height; j++)
        {
            Start(mask, stack, j * width);
            Start(mask, stack, (j * width) + width - 1);
        }

        Flood(mask, stack, width, height, 0, outside);
        foreach (ref var pixel in mask)
        {
            pixel = pixel == outside ? (byte)0 : (byte)1;
        }

        static void Start(Span<byte> mask, Stack<int> stack, int at)
        {
            if (mask[at] == 0)
            {
                mask[at] = outside;
                stack.Push(at);
            }
        }
    }

    /// <summary>Keeps the largest 4-connected piece of ones; of equal ones the first.</summary>
    public static void KeepLargest(Span<byte> mask, int width, int height)
    {
        const byte seen = 2, kept = 3;
        var (best, bestSize) = (-1, 0);
        var stack = new Stack<int>();
        for (var p = 0; p < mask.Length; p++)
        {
            if (mask[p] == 1)
            {
                mask[p] = seen;
                stack.Push(p);
                var size = Flood(mask, stack, width, height, 1, seen);
                (best, bestSize) = size > bestSize ? (p, size) : (best, bestSize);
            }
        }

        if (best >= 0)
        {
            mask[best] = kept;
            stack.Push(best);
            Flood(mask, stack, width, height, seen, kept);
        }

        foreach (ref var pixel in mask)
        {
            pixel = pixel == kept ? (byte)1 : (byte)0;
        }
    }

    static int Flood(Span<byte> mask, Stack<int> stack, int width, int height, byte from, byte to)
    {
        var size = stack.Count;
        while (stack.TryPop(out var at))
        {
            var (i, j) = (at % width, at / width);
            if (i > 0) { size += Step(mask, stack, at - 1, from, to); }
            if (i < width - 1) { size += Step(mask, stack, at + 1, from, to); }
            if (j > 0) { size += Step(mask, stack, at - width, from, to); }
            if (j < height - 1) { size += Step(mask, stack, at + width, from, to); }
        }

        return size;

        static int Step(Span<byte> mask, Stack<int> stack, int at, byte from, byte to)
        {
            if (mask[at] != from)
            {
                return 0;
            }

            mask[at] = to;
            stack.Push(at);
            return 1;
        }
    }

    /// <remarks>Outside the image counts as body, so that a body cut by the edge is not eroded there.</remarks>
    static byte[] Opened(byte[] mask, Shape shape, Spacing spacing)
    {
        var disc = Disc(spacing);
        return disc.Length == 1 ? mask : Swept(Swept(mask, shape, disc, 0), shape, disc, 1);
    }

    static (int I, int J)[] Disc(Spacing spacing)
    {
        var (ri, rj) = ((int)(OpeningMm / spacing.IMm), (int)(OpeningMm / spacing.JMm));
        var offsets = new List<(int, int)>();
        for (var j = -rj; j <= rj; j++)
        {
            for (var i = -ri; i <= ri; i++)
            {
                if (double.Hypot(i * spacing.IMm, j * spacing.JMm) <= OpeningMm)
                {
                    offsets.Add((i, j));
                }
            }
        }

        return [.. offsets];
    }

    /// <summary>Gives every pixel the value <paramref name="wins"/> when any neighbour inside the image has it: 0 erodes, 1 dilates.</summary>
    static byte[] Swept(byte[] source, Shape shape, (int I, int J)[] disc, byte wins)
    {
        var target = (byte[])source.Clone();
        Parallel.For(0, shape.J, j =>
        {
            for (var i = 0; i < shape.I; i++)
            {
                if (source[(j * shape.I) + i] == wins)
                {
                    continue;
                }

                foreach (var (di, dj) in disc)
                {
                    if ((uint)(i + di) < (uint)shape.I && (uint)(j + dj) < (uint)shape.J && source[((j + dj) * shape.I) + i + di] == wins)
                    {
                        target[(j * shape.I) + i] = wins;
                        break;
                    }
                }
            }
        });
        return target;
    }
}
