using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Takes a patch out of a scan, turned, scaled and bent in one pass: HU linear, voxel codes nearest, so that both always fit; beyond the scan air and undefined.</summary>
sealed class PatchReader
{
    readonly SourceBlock block = new();
    readonly PatchMode mode;
    readonly float[] di;
    readonly float[] dj;

    public PatchReader(PatchMode mode, int width) => (this.mode, di, dj) = (mode, new float[width], new float[width]);

    /// <summary>Fills a patch.</summary>
    public void Read(PatchPlace place, in Warp warp, Patch patch)
    {
        ReadBlock(place, warp, patch);
        if (mode != PatchMode.Block)
        {
            var middle = patch.Channels / 2;
            for (var c = 0; c < patch.Channels; c++)
            {
                // Beyond the first or last slice the neighbour is the slice itself: air there would be a lie.
                var k = Math.Clamp(place.K + c - middle, 0, place.Case.Grid.Shape.K - 1);
                Slice(place, warp, patch, k, 0, patch.Channel(c), c == middle ? patch.Codes : []);
            }

            return;
        }

        var isFlat = warp is { KI: 0, KJ: 0, KK: 1 };
        for (var z = 0; z < patch.Depth; z++)
        {
            var plane = patch.Width * patch.Height;
            var hu = patch.Image.AsSpan(z * plane, plane);
            var codes = patch.Codes.AsSpan(z * plane, plane);
            if (isFlat)
            {
                Slice(place, warp, patch, place.K + z - (patch.Depth / 2), z - (patch.Depth / 2), hu, codes);
            }
            else
            {
                Oblique(place, warp, patch, z - (patch.Depth / 2), hu, codes);
            }
        }
    }

    void ReadBlock(PatchPlace place, in Warp w, Patch patch)
    {
        double lowJ = 0, highJ = 0, lowK = 0, highK = 0;
        for (var corner = 0; corner < 8; corner++)
        {
            var x = (corner & 1) == 0 ? -(patch.Width / 2) : patch.Width - 1 - (patch.Width / 2);
            var y = (corner & 2) == 0 ? -(patch.Height / 2) : patch.Height - 1 - (patch.Height / 2);
            var z = (corner & 4) == 0 ? -(patch.Depth / 2) : patch.Depth - 1 - (patch.Depth / 2);
            var (j, k) = ((w.JI * x) + (w.JJ * y) + (w.JK * z), (w.KI * x) + (w.KJ * y) + (w.KK * z));
            (lowJ, highJ, lowK, highK) = (Math.Min(lowJ, j), Math.Max(highJ, j), Math.Min(lowK, k), Math.Max(highK, k));
        }

        var margin = (w.Elastic?.Magnitude.J ?? 0) + (w.IsIdentity ? 0 : 1);
        var (first, last) = mode == PatchMode.Block ? (lowK - (w.IsIdentity ? 0 : 1), highK + (w.IsIdentity ? 0 : 1)) : (-(patch.Channels / 2), patch.Channels / 2);
        block.Read(place.Case, place.J + (int)Math.Floor(lowJ - margin), place.J + (int)Math.Ceiling(highJ + margin), place.K + (int)Math.Floor(first), place.K + (int)Math.Ceiling(last));
    }

    void Slice(PatchPlace place, in Warp warp, Patch patch, int k, int dz, Span<float> hu, Span<byte> codes)
    {
        var shape = place.Case.Grid.Shape;
        if (k < 0 || k >= shape.K)
        {
            hu.Fill(Preparation.AirHu);
            codes.Fill(VoxelCode.Undefined);
            return;
        }

        for (var y = 0; y < patch.Height; y++)
        {
            var row = hu.Slice(y * patch.Width, patch.Width);
            var codeRow = codes.IsEmpty ? codes : codes.Slice(y * patch.Width, patch.Width);
            if (warp.IsIdentity)
            {
                CopyRow(place.I - (patch.Width / 2), place.J - (patch.Height / 2) + y, k, shape.I, shape.J, row, codeRow);
            }
            else
            {
                WarpRow(place, warp, patch, y, k, dz, row, codeRow);
            }
        }
    }

    void CopyRow(int i0, int j, int k, int width, int height, Span<float> row, Span<byte> codes)
    {
        if (j < 0 || j >= height)
        {
            row.Fill(Preparation.AirHu);
            codes.Fill(VoxelCode.Undefined);
            return;
        }

        var (first, end) = (Math.Clamp(-i0, 0, row.Length), Math.Clamp(width - i0, 0, row.Length));
        row[..first].Fill(Preparation.AirHu);
        row[end..].Fill(Preparation.AirHu);
        var source = block.Hu.Slice(block.OffsetOf(i0 + first, j, k), end - first);
        var target = row[first..end];
        for (var x = 0; x < source.Length; x++)
        {
            target[x] = source[x];
        }

        if (!codes.IsEmpty)
        {
            codes[..first].Fill(VoxelCode.Undefined);
            codes[end..].Fill(VoxelCode.Undefined);
            block.Codes.Slice(block.OffsetOf(i0 + first, j, k), end - first).CopyTo(codes[first..]);
        }
    }

    void WarpRow(PatchPlace place, in Warp w, Patch patch, int y, int k, int dz, Span<float> row, Span<byte> codes)
    {
        Bend(w, y);
        var shape = place.Case.Grid.Shape;
        var slice = block.Hu.Slice(block.OffsetOf(0, block.Start.J, k), block.Size.I * block.Size.J);
        var codeSlice = block.Codes.Slice(block.OffsetOf(0, block.Start.J, k), block.Size.I * block.Size.J);
        double dx = -(patch.Width / 2), dy = y - (patch.Height / 2);
        var (si, sj) = ((float)(place.I + (w.II * dx) + (w.IJ * dy) + (w.IK * dz)), (float)(place.J + (w.JI * dx) + (w.JJ * dy) + (w.JK * dz)));
        var (stepI, stepJ, width, rows) = ((float)w.II, (float)w.JI, block.Size.I, block.Size.J);
        float endI = shape.I - 0.5f, endJ = shape.J - 0.5f;
        for (var x = 0; x < row.Length; x++)
        {
            float i = si + (x * stepI) + di[x], j = sj + (x * stepJ) + dj[x];
            if (!(i >= -0.5f && i < endI && j >= -0.5f && j < endJ))
            {
                row[x] = Preparation.AirHu;
                if (!codes.IsEmpty)
                {
                    codes[x] = VoxelCode.Undefined;
                }

                continue;
            }

            j -= block.Start.J;
            if (!codes.IsEmpty)
            {
                codes[x] = codeSlice[(Math.Clamp((int)(j + 0.5f), 0, rows - 1) * width) + Math.Clamp((int)(i + 0.5f), 0, width - 1)];
            }

            float ci = Math.Clamp(i, 0, width - 1), cj = Math.Clamp(j, 0, rows - 1);
            int i0 = (int)ci, j0 = (int)cj;
            float u = ci - i0, v = cj - j0;
            int a = (j0 * width) + i0, across = i0 < width - 1 ? 1 : 0, down = j0 < rows - 1 ? width : 0;
            var top = slice[a] + (u * (slice[a + across] - slice[a]));
            var bottom = slice[a + down] + (u * (slice[a + down + across] - slice[a + down]));
            row[x] = top + (v * (bottom - top));
        }
    }

    void Bend(in Warp w, int y)
    {
        if (w.Elastic is { } elastic)
        {
            elastic.Row(y, di, dj);
        }
        else
        {
            di.AsSpan().Clear();
            dj.AsSpan().Clear();
        }
    }

    void Oblique(PatchPlace place, in Warp w, Patch patch, int dz, Span<float> hu, Span<byte> codes)
    {
        var shape = place.Case.Grid.Shape;
        for (var y = 0; y < patch.Height; y++)
        {
            Bend(w, y);
            double dy = y - (patch.Height / 2);
            for (var x = 0; x < patch.Width; x++)
            {
                double dx = x - (patch.Width / 2);
                var i = place.I + (w.II * dx) + (w.IJ * dy) + (w.IK * dz) + di[x];
                var j = place.J + (w.JI * dx) + (w.JJ * dy) + (w.JK * dz) + dj[x];
                var k = place.K + (w.KI * dx) + (w.KJ * dy) + (w.KK * dz);
                var n = (y * patch.Width) + x;
                var isInside = i >= -0.5 && i < shape.I - 0.5 && j >= -0.5 && j < shape.J - 0.5 && k >= -0.5 && k < shape.K - 0.5;
                (hu[n], codes[n]) = isInside ? At(i, j - block.Start.J, k - block.Start.K) : (Preparation.AirHu, VoxelCode.Undefined);
            }
        }
    }

    (float Hu, byte Code) At(double i, double j, double k)
    {
        var (width, rows, slices) = block.Size;
        double ci = Math.Clamp(i, 0, width - 1), cj = Math.Clamp(j, 0, rows - 1), ck = Math.Clamp(k, 0, slices - 1);
        int i0 = (int)ci, j0 = (int)cj, k0 = (int)ck;
        float u = (float)(ci - i0), v = (float)(cj - j0), t = (float)(ck - k0);
        int across = i0 < width - 1 ? 1 : 0, down = j0 < rows - 1 ? width : 0, deep = k0 < slices - 1 ? width * rows : 0;
        var a = (((k0 * rows) + j0) * width) + i0;
        var hu = block.Hu;
        float Plane(int at, ReadOnlySpan<short> s)
        {
            var top = s[at] + (u * (s[at + across] - s[at]));
            return top + (v * (s[at + down] + (u * (s[at + down + across] - s[at + down])) - top));
        }

        var low = Plane(a, hu);
        var near = (((Math.Min((int)(ck + 0.5), slices - 1) * rows) + Math.Min((int)(cj + 0.5), rows - 1)) * width) + Math.Min((int)(ci + 0.5), width - 1);
        return (low + (t * (Plane(a + deep, hu) - low)), block.Codes[near]);
    }
}
