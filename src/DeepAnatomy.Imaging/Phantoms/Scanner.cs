using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Scans an anatomy: grid and pose, partial volume over the slice thickness, table, arms, blur and noise.</summary>
sealed class Scanner
{
    readonly Anatomy anatomy;
    readonly PhantomProtocol protocol;
    readonly double tableY;
    readonly double l3Z;

    public Scanner(Anatomy anatomy, PhantomProtocol protocol)
    {
        (this.anatomy, this.protocol) = (anatomy, protocol);
        l3Z = anatomy.Spine.L3.Z;
        foreach (var z in new[] { -150.0, -100, -50, 0, 50, 100, 150 })
        {
            var s = anatomy.SectionAt(z);
            tableY = Math.Max(tableY, s.MiddleY + s.Wall[0].Radius + s.Wall[0].Subcutaneous + 3);
        }

        Grid = MakeGrid();
    }

    public Grid Grid { get; }

    /// <summary>Centre of a vertebra in the patient, LPS mm.</summary>
    public PatientPoint Place(VertebraSite v) => ToPatient(anatomy.Spine.XAt(v.Z), v.Y, v.Z);

    public (short[] Hu, ushort[] Labels) Scan(int threads, CancellationToken token)
    {
        var shape = Grid.Shape;
        var (hu, labels) = (new short[shape.Count], new ushort[shape.Count]);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        Parallel.For(0, shape.K, options, () => new SliceWork(shape, anatomy.Noise), (k, _, work) =>
        {
            Slice(k, work, labels.AsSpan(k * shape.SliceCount, shape.SliceCount));
            work.Finish(hu.AsSpan(k * shape.SliceCount, shape.SliceCount), protocol, Grid.Spacing, k, Circle());
            return work;
        }, _ => { });
        if (Circle() is { } radius)
        {
            SliceWork.ClearOutside(labels, shape, radius);
        }

        return (hu, labels);
    }

    double? Circle() => protocol.CircularField ? Grid.Shape.I / 2.0 : null;

    void Slice(int k, SliceWork work, Span<ushort> labels)
    {
        var layers = protocol.SliceMm <= 1.3 ? 1 : protocol.SliceMm <= 4 ? 3 : 5;
        var (shape, across, along) = (Grid.Shape, anatomy.Build.Across, anatomy.Build.Along);
        work.Clear();
        for (var layer = 0; layer < layers; layer++)
        {
            var at = k + ((layer + 0.5) / layers) - 0.5;
            for (var j = 0; j < shape.J; j++)
            {
                var (p, q) = (ToBody(Grid.ToPatient(0, j, at)), ToBody(Grid.ToPatient(1, j, at)));
                var row = work.Row;
                var (x, y) = (p.XMm / across, p.YMm / across);
                var (stepX, stepY) = ((q.XMm - p.XMm) / across, (q.YMm - p.YMm) / across);
                row.Begin(anatomy.SectionAt(p.ZMm / along), x, y, stepX, stepY, Math.Max(0.5, protocol.PixelMm / across));
                anatomy.Paint(row);
                Surroundings(row);
                work.Add(j, 1f / layers);
                if (layer == layers / 2)
                {
                    row.Label.AsSpan().CopyTo(labels.Slice(j * shape.I, shape.I));
                }
            }
        }
    }

    /// <summary>Table and arms: outside the trunk, label 0.</summary>
    void Surroundings(Row row)
    {
        if (protocol.Table)
        {
            for (var i = 0; i < row.Count; i++)
            {
                var (x, w) = (row.X[i] + row.Section.SpineX, row.Y[i] - (float)tableY);
                var sag = x * x / 1500;
                if (row.Label[i] != 0 || MathF.Abs(x) > 215 || w < -45 || w > 60)
                {
                    continue;
                }

                var foam = Math.Max(-w - sag + 1, w + sag - 14);
                row.Tint(i, foam, -945);
                row.Tint(i, MathF.Abs(w + sag - 16) - 1.5f, 60);
                row.Tint(i, MathF.Abs(w + (0.35f * sag) - 42) - 1.5f, 40);
            }
        }

        if (protocol.Arms)
        {
            Arm(row, 1);
            Arm(row, -1);
        }
    }

    static void Arm(Row row, float side)
    {
        var (x, y) = (side * ((float)TrunkSections.HalfWidth[row.Z] * row.Section.SpreadX + 62 + row.Section.Wall[720].Subcutaneous), 22 - (0.12f * row.Z));
        var (from, to) = row.Range(x, y, 48, 48);
        for (var i = from; i < to; i++)
        {
            if (row.Label[i] != 0)
            {
                continue;
            }

            var (dx, dy) = (row.X[i] - x, row.Y[i] - y);
            var r = MathF.Sqrt((dx * dx) + (0.8f * dy * dy));
            row.Tint(i, r - 42, 10);
            row.Tint(i, r - 40, -104);
            row.Tint(i, r - 32 + (1.5f * MathF.Sin(dx / 5)), 52);
            row.Tint(i, r - 11, 900);
            row.Tint(i, r - 7, 80);
        }
    }

    Grid MakeGrid()
    {
        var (across, along) = (anatomy.Build.Across, anatomy.Build.Along);
        double reach = 0, front = 0;
        foreach (var z in new[] { -170.0, -130, -90, -50, 0, 50, 100, 150 })
        {
            var s = anatomy.SectionAt(z);
            reach = Math.Max(reach, s.Reach * across);
            front = Math.Min(front, (s.MiddleY - s.Reach) * across);
        }

        var field = protocol.FieldOfViewMm ?? (protocol.Matrix is { } m ? Math.Max(m * protocol.PixelMm, 10) : (2 * reach) + 50 + (protocol.Arms ? 190 : 0));
        var count = protocol.Matrix ?? Math.Max(16, (int)Math.Ceiling(field / protocol.PixelMm));
        var pixel = protocol.Matrix is not null && protocol.FieldOfViewMm is not null ? field / count : protocol.PixelMm;
        var (bottom, top) = (protocol.BottomMm ?? ((-165 - l3Z) * along), protocol.TopMm ?? ((155 - l3Z) * along));
        var slices = Math.Max(1, (int)Math.Round((top - bottom) / protocol.SliceMm));
        var tilt = protocol.GantryTiltDegrees * Math.PI / 180;
        var orientation = new Orientation(new(1, 0, 0), new(0, Math.Cos(tilt), Math.Sin(tilt)), new(0, -Math.Sin(tilt), Math.Cos(tilt)));
        var middle = new PatientPoint(0, 0, bottom + (slices * protocol.SliceMm / 2));
        var half = (count - 1) / 2.0;
        var origin = middle - (half * pixel * orientation.I) - (half * pixel * orientation.J) - ((slices - 1) / 2.0 * protocol.SliceMm * orientation.K);
        return new(new Shape(count, count, slices), new Spacing(pixel, pixel, protocol.SliceMm), origin, orientation);
    }

    /// <summary>From the patient to the body: the middle of the trunk at L3 is the middle of the field, moved by the shift.</summary>
    PatientPoint ToBody(PatientPoint p)
    {
        var (x, y, z) = (p.XMm - protocol.ShiftLeftMm, p.YMm - protocol.ShiftBackMm, p.ZMm);
        var (c, s) = Turn(protocol.RollDegrees);
        (x, y) = ((c * x) + (s * y), (c * y) - (s * x));
        (c, s) = Turn(protocol.PitchDegrees);
        (y, z) = ((c * y) + (s * z), (c * z) - (s * y));
        return new(x, y + (MiddleY * anatomy.Build.Across), z + (l3Z * anatomy.Build.Along));
    }

    PatientPoint ToPatient(double nominalX, double nominalY, double nominalZ)
    {
        var (across, along) = (anatomy.Build.Across, anatomy.Build.Along);
        var (x, y, z) = (nominalX * across, (nominalY - MiddleY) * across, (nominalZ - l3Z) * along);
        var (c, s) = Turn(protocol.PitchDegrees);
        (y, z) = ((c * y) - (s * z), (c * z) + (s * y));
        (c, s) = Turn(protocol.RollDegrees);
        (x, y) = ((c * x) - (s * y), (c * y) + (s * x));
        return new(x + protocol.ShiftLeftMm, y + protocol.ShiftBackMm, z);
    }

    const double MiddleY = -15;

    static (double Cos, double Sin) Turn(double degrees) => (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
}
