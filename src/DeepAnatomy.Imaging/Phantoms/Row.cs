using System.Runtime.CompilerServices;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>One row of samples while it is painted: where each sample lies in the nominal body, and the HU and label painted so far.</summary>
/// <remarks>Painters paint from the outside in, and from fat to bone. Edges are softened over one sample: a distance of 0 gives half the new HU. Owned by one thread.</remarks>
sealed class Row(int count, SmoothNoise noise)
{
    const int Coarse = 8;

    public int Count => count;

    /// <summary>Sideways from the midline of the spine, positive to the left; the warped nominal body.</summary>
    public float[] X { get; } = new float[count];

    /// <summary>To the back.</summary>
    public float[] Y { get; } = new float[count];

    public float Z { get; private set; }

    /// <summary>Depth below the muscle fascia, negative outside.</summary>
    public float[] Depth { get; } = new float[count];

    /// <summary>Index of the ray of the section.</summary>
    public int[] Ray { get; } = new int[count];

    /// <summary>Smooth field with features of about 3 cm.</summary>
    public float[] Broad { get; } = new float[count];

    /// <summary>Smooth field with features of about 1 cm.</summary>
    public float[] Middle { get; } = new float[count];

    /// <summary>Field with features of a few millimetres.</summary>
    public float[] Fine { get; } = new float[count];

    public float[] Hu { get; } = new float[count];

    public ushort[] Label { get; } = new ushort[count];

    /// <summary>First sample that may lie in the body.</summary>
    public int From { get; private set; }

    /// <summary>One after the last sample that may lie in the body.</summary>
    public int To { get; private set; }

    public Section Section { get; private set; } = null!;

    public SmoothNoise Noise => noise;

    float inverseSoftness;

    /// <summary>Places the row.</summary>
    /// <param name="section">The trunk at the row's height.</param>
    /// <param name="x">Nominal position of sample 0, before warping.</param>
    /// <param name="y">The same, to the back.</param>
    /// <param name="stepX">Nominal step per sample.</param>
    /// <param name="stepY">The same, to the back.</param>
    /// <param name="softnessMm">Width of an edge, nominal mm.</param>
    public void Begin(Section section, double x, double y, double stepX, double stepY, double softnessMm)
    {
        (Section, Z, inverseSoftness) = (section, (float)section.Z, (float)(1 / softnessMm));
        Hu.AsSpan().Fill(Tissue.Air);
        Label.AsSpan().Clear();
        Warp(x, y, stepX, stepY);
        (From, To) = Range(0, section.MiddleY, section.Reach + 3, section.Reach + 3);
        FillDepth();
        FillFields();
    }

    /// <summary>The samples that may lie within a box around a centre.</summary>
    public (int From, int To) Range(float x, float y, float halfX, float halfY)
    {
        const float margin = 7;
        var (first, last) = (X[0], X[count - 1]);
        var perMm = (count - 1) / (last - first);
        var from = Math.Max(0, (int)((x - halfX - margin - first) * perMm));
        var to = Math.Min(count, (int)((x + halfX + margin - first) * perMm) + 2);
        if (from >= to)
        {
            return (0, 0);
        }

        var (low, high) = (Math.Min(Y[from], Y[to - 1]), Math.Max(Y[from], Y[to - 1]));
        return y + halfY + margin < low || y - halfY - margin > high ? (0, 0) : (from, to);
    }

    /// <summary>Covers a sample with a tissue as far as it lies inside.</summary>
    /// <param name="i">Sample.</param>
    /// <param name="distance">Distance to the edge, negative inside, nominal mm.</param>
    /// <param name="hu">The tissue.</param>
    /// <param name="label">Its label.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Cover(int i, float distance, float hu, ushort label)
    {
        var share = 0.5f - (distance * inverseSoftness);
        if (share <= 0)
        {
            return;
        }

        Hu[i] += Math.Min(1, share) * (hu - Hu[i]);
        if (distance < 0)
        {
            Label[i] = label;
        }
    }

    /// <summary>The same without changing the label: detail within a structure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Tint(int i, float distance, float hu, float strength = 1)
    {
        var share = 0.5f - (distance * inverseSoftness);
        if (share > 0)
        {
            Hu[i] += Math.Min(1, share) * strength * (hu - Hu[i]);
        }
    }

    void Warp(double x, double y, double stepX, double stepY)
    {
        const float cell = 21;
        var z = Z / cell;
        var (sx, sy) = (Section.SpineX, 0f);
        for (var start = 0; start < count; start += Coarse)
        {
            var end = Math.Min(start + Coarse, count);
            var (ax, ay) = Shift(x + (start * stepX), y + (start * stepY));
            var (bx, by) = Shift(x + (end * stepX), y + (end * stepY));
            for (var i = start; i < end; i++)
            {
                var t = (i - start) / (float)(end - start);
                X[i] = (float)(x + (i * stepX)) - sx + ax + (t * (bx - ax));
                Y[i] = (float)(y + (i * stepY)) - sy + ay + (t * (by - ay));
            }
        }

        (float X, float Y) Shift(double px, double py)
        {
            var (u, v) = ((float)px / cell, (float)py / cell);
            return (2.1f * noise.At(u, v, z), 2.1f * noise.At(u + 31.7f, v + 11.3f, z + 5.1f));
        }
    }

    void FillDepth()
    {
        var wall = Section.Wall;
        for (var i = 0; i < count; i++)
        {
            if (i < From || i >= To)
            {
                Depth[i] = -1000;
                continue;
            }

            var (x, y) = (X[i], Y[i] - Section.MiddleY);
            var turn = ((MathF.Atan2(x, -y) / (2 * MathF.PI)) + 0.5f) * Section.Rays;
            var n = Math.Clamp((int)turn, 0, Section.Rays - 1);
            var t = turn - n;
            Ray[i] = n;
            var radius = wall[n].Radius + (t * (wall[n + 1].Radius - wall[n].Radius));
            Depth[i] = (radius - MathF.Sqrt((x * x) + (y * y))) * wall[n].Slant;
        }
    }

    void FillFields()
    {
        for (var i = From; i < To; i++)
        {
            if (Depth[i] < -wallFat(i))
            {
                continue;
            }

            var (x, y) = (X[i], Y[i]);
            Broad[i] = noise.At(x / 9.7f, y / 9.7f, Z / 9.7f);
            Middle[i] = noise.At((x + (0.31f * y)) / 3.9f, (y - (0.31f * x)) / 3.9f, Z / 4.6f);
            Fine[i] = noise.At((x - (0.57f * y)) / 1.37f, (y + (0.57f * x)) / 1.37f, Z / 1.9f);
        }

        float wallFat(int i) => Section.Wall[Ray[i]].Subcutaneous + 2;
    }
}
