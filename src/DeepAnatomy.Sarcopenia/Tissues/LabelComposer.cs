using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Decides every voxel of the CT: which structure it lies in by the outlines, and at the outlines by its own HU.</summary>
sealed class LabelComposer(Volume<short> ct, Volume<byte> body, Volume<byte> underSkin, WorkingImage image, SpineFrame frame, Fields fields, VertebraPlanes vertebrae)
{
    /// <summary>How far an outline may be off: within it HU decide, tenths of a millimetre.</summary>
    const int Slack = 25;

    /// <summary>The furrow behind the spinous processes, half width and start: its fat lies under the skin, over the fascia.</summary>
    const double FurrowMm = 18, FurrowFromMm = 38;

    /// <summary>Thickness of the skin.</summary>
    const double SkinMm = 1.5;

    /// <summary>The body without its skin: voxels whose centres lie deeper than the skin is thick.</summary>
    public static Volume<byte> UnderSkin(Volume<byte> body, CancellationToken cancel) =>
        BallMorphology.ErodeBySlice(body, SkinMm + (0.25 * (body.Grid.Spacing.IMm + body.Grid.Spacing.JMm)), cancel);

    /// <summary>How deep the centre of a voxel lies that no outline cuts, tenths of a millimetre.</summary>
    readonly float whollyInside = (float)(2.5 * (ct.Grid.Spacing.IMm + ct.Grid.Spacing.JMm));

    const short FatBelowHu = Attenuation.FatHighHu;

    public ushort[] Compose(CancellationToken cancel)
    {
        var shape = ct.Shape;
        var labels = new ushort[shape.Count];
        var columns = new (int At, float F)[shape.I];
        for (var i = 0; i < shape.I; i++)
        {
            columns[i] = Split(image.WorkingI(i), image.Shape.I);
        }

        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancel }, () => new Rows(image.Shape.I), (k, _, rows) =>
        {
            ComposeSlice(k, labels.AsSpan(k * shape.SliceCount, shape.SliceCount), columns, rows);
            return rows;
        }, _ => { });
        return labels;
    }

    void ComposeSlice(int k, Span<ushort> target, (int At, float F)[] columns, Rows rows)
    {
        var shape = ct.Shape;
        var workingK = image.WorkingK(k);
        var (k0, kf) = Split(workingK, image.Shape.K);
        var kn = Math.Clamp((int)Math.Round(workingK), 0, image.Shape.K - 1);
        var place = new Place(kn, frame.Has(kn), frame.Has(kn) ? frame.Level[kn] : double.NaN);
        var hu = ct.Slice(k);
        var inBody = body.Slice(k);
        var underSkinSlice = underSkin.Slice(k);
        for (int j = 0, n = 0; j < shape.J; j++)
        {
            var rowBody = inBody.Slice(n, shape.I);
            if (rowBody.IndexOf((byte)1) < 0)
            {
                n += shape.I;
                continue;
            }

            var (j0, jf) = Split(image.WorkingJ(j), image.Shape.J);
            rows.Load(image, fields, k0, kf, j0, jf);
            var yMm = image.WorkingJ(j) * image.Spacing.JMm;
            for (var i = 0; i < shape.I; i++, n++)
            {
                if (rowBody[i] != 0)
                {
                    target[n] = Decide(place, rows, columns[i], hu[n], underSkinSlice[n] != 0, image.WorkingI(i) * image.Spacing.IMm, yMm, workingK);
                }
            }
        }
    }

    ushort Decide(in Place place, Rows rows, (int At, float F) column, short hu, bool isUnderSkin, double xMm, double yMm, double workingK)
    {
        // Half the voxel itself and half its surroundings: sharp enough for thin fat, and noise does not speckle.
        var smoothHu = 0.5f * (Math.Clamp(hu, (short)-1024, (short)1500) + rows.Hu(column));
        var (u, v) = place.HasSpine ? frame.ToFrame(place.K, xMm, yMm) : (xMm - (0.5 * image.Shape.I * image.Spacing.IMm), 0);
        var left = u >= 0;
        var isFat = smoothHu < FatBelowHu;
        if (rows.At(Fields.Bone, column) > 0)
        {
            return place.HasSpine ? vertebrae.LabelAt(workingK, u, v, frame.BodyDistanceMm(place.K), frame.Slope(place.K)) : ProductLabels.Bone;
        }

        var compartment = Compartment(rows, column, isFat, out var depth);
        var fascia = rows.At(Fields.Fascia, column);
        var isInside = fascia > (isFat ? Slack : -Slack) && rows.At(Fields.Skin, column) > 25;
        if (compartment != 0 && (fascia > (isFat ? Slack : -Slack)))
        {
            var label = compartment == ProductLabels.ParavertebralRight && depth < whollyInside ? ProductLabels.OtherMuscleRight : compartment;
            return left ? (ushort)(label - 1) : label;
        }

        if (!isInside)
        {
            if (isFat && smoothHu > Attenuation.GasHu && place.HasSpine && rows.At(Fields.Front, column) < 0 && rows.At(Fields.Bridged, column) > Slack)
            {
                return ProductLabels.VisceralFat;
            }

            // Beside the skin the surroundings are air and skin: the voxel itself decides.
            return isUnderSkin && hu < FatBelowHu && hu > Attenuation.GasHu ? ProductLabels.SubcutaneousFat : ProductLabels.OtherTissue;
        }

        var behind = place.HasSpine && rows.At(Fields.Front, column) > 0;
        var inCavity = rows.At(Fields.Inner, column) > (isFat ? 8 : 0);
        if (inCavity && !behind)
        {
            return isFat && smoothHu > Attenuation.GasHu && rows.At(Fields.Gas, column) <= 0 ? ProductLabels.VisceralFat : ProductLabels.OtherTissue;
        }

        if (isFat)
        {
            if (place.HasSpine && Math.Abs(u) < FurrowMm && v > FurrowFromMm)
            {
                return ProductLabels.SubcutaneousFat;
            }

            return smoothHu > Attenuation.GasHu ? ProductLabels.IntermuscularFat : ProductLabels.OtherTissue;
        }

        if (smoothHu > Attenuation.BoneHu || (place.HasSpine && Math.Abs(u) < 18 && v < 20 && v > -3 * frame.BodyDistanceMm(place.K)))
        {
            return ProductLabels.OtherTissue;
        }

        var wall = !behind && rows.At(Fields.Cage, column) <= 0 && IsWall(place, u, v);
        return wall ? (left ? ProductLabels.AbdominalWallLeft : ProductLabels.AbdominalWallRight) : left ? ProductLabels.OtherMuscleLeft : ProductLabels.OtherMuscleRight;
    }

    /// <summary>The right-sided label of the muscle compartment, or 0.</summary>
    static ushort Compartment(Rows rows, (int At, float F) column, bool isFat, out float depth)
    {
        float paravertebral = rows.At(Fields.Paravertebral, column), psoas = rows.At(Fields.Psoas, column), quadratus = rows.At(Fields.Quadratus, column);
        depth = Math.Max(paravertebral, Math.Max(psoas, quadratus));
        if (depth <= (isFat ? Slack : -10))
        {
            return 0;
        }

        return depth == paravertebral ? ProductLabels.ParavertebralRight : depth == psoas ? ProductLabels.PsoasRight : ProductLabels.QuadratusLumborumRight;
    }

    static bool IsWall(in Place place, double u, double v)
    {
        if (!place.HasSpine || double.IsNaN(place.Level))
        {
            return false;
        }

        var side = Math.Abs(u);
        return place.Level switch
        {
            < 5.8 => v < -30 + (12 * place.Level),
            _ => v < -40 && side < 90,
        };
    }

    static (int At, float F) Split(double at, int count)
    {
        at = Math.Clamp(at, 0, count - 1);
        var n = Math.Min((int)at, Math.Max(0, count - 2));
        return (n, (float)(at - n));
    }

    readonly record struct Place(int K, bool HasSpine, double Level);

    /// <summary>One row of every field, interpolated between the working rows and slices around it.</summary>
    sealed class Rows(int width)
    {
        readonly float[][] fields = [.. Enumerable.Range(0, Fields.Count).Select(_ => new float[width + 1])];
        readonly float[] hu = new float[width + 1];

        public float At(int field, (int At, float F) column) => Between(fields[field], column);

        public float Hu((int At, float F) column) => Between(hu, column);

        public void Load(WorkingImage image, Fields source, int k0, float kf, int j0, float jf)
        {
            for (var n = 0; n < fields.Length; n++)
            {
                Load(image, source.All[n], fields[n], k0, kf, j0, jf);
            }

            Load(image, image.Hu, hu, k0, kf, j0, jf);
        }

        static void Load(WorkingImage image, short[] source, float[] row, int k0, float kf, int j0, float jf)
        {
            var shape = image.Shape;
            int k1 = Math.Min(shape.K - 1, k0 + 1), j1 = Math.Min(shape.J - 1, j0 + 1);
            var a = source.AsSpan(shape.OffsetOf(0, j0, k0), shape.I);
            var b = source.AsSpan(shape.OffsetOf(0, j1, k0), shape.I);
            var c = source.AsSpan(shape.OffsetOf(0, j0, k1), shape.I);
            var d = source.AsSpan(shape.OffsetOf(0, j1, k1), shape.I);
            float wa = (1 - kf) * (1 - jf), wb = (1 - kf) * jf, wc = kf * (1 - jf), wd = kf * jf;
            for (var i = 0; i < a.Length; i++)
            {
                row[i] = (wa * a[i]) + (wb * b[i]) + (wc * c[i]) + (wd * d[i]);
            }

            row[shape.I] = row[shape.I - 1];
        }

        static float Between(float[] row, (int At, float F) column) => row[column.At] + (column.F * (row[column.At + 1] - row[column.At]));
    }
}
