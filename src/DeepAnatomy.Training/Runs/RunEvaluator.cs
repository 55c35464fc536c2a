using System.Collections.Immutable;
using System.Security.Cryptography;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Runs;

/// <summary>Measures the best model of a run on whole held-out cases.</summary>
/// <param name="classes">Names of the classes, background first.</param>
/// <param name="validation">Makes the validation of some cases, all slices of them.</param>
sealed class RunEvaluator(ImmutableArray<string> classes, Func<ImmutableArray<PreparedCase>, CaseValidation> validation)
{
    const double ToleranceMm = 2;
    readonly Structure[] structures = [.. classes.Skip(1).Select((name, n) => new Structure(name, [(ushort)(n + 1)]))];

    /// <summary>Runs the evaluation.</summary>
    /// <param name="engine">The model.</param>
    /// <param name="path">Its file.</param>
    /// <param name="cases">The held-out cases.</param>
    /// <param name="epoch">Epoch of the model.</param>
    /// <param name="fold">The fold that was held out.</param>
    /// <param name="cancellation">Ends it.</param>
    public RunEvaluation Run(ITrainingEngine engine, string path, ImmutableArray<PreparedCase> cases, int? epoch, int fold, CancellationToken cancellation)
    {
        List<(EvaluatedRunCase Case, double Loss)> measured = [];
        foreach (var item in cases)
        {
            measured.Add(One(engine, item, cancellation));
        }

        ImmutableArray<ClassMeans> means = [.. structures.Select((structure, n) => MeansOf(structure.Name, [.. measured.Select(m => m.Case.Classes[n])]))];
        return new()
        {
            Note = "All slices of the cases that did not train. The model of the best epoch was chosen by its case Dice on these same cases, so the numbers are somewhat too good; another dataset will tell.",
            Model = $"checkpoints/{Path.GetFileName(path)}",
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            Epoch = epoch,
            Fold = fold,
            Dice = Mean(means.Select(m => m.Dice)),
            Loss = Mean(measured.Select(m => Number(m.Loss))),
            Classes = means,
            Cases = [.. measured.Select(m => m.Case)],
        };
    }

    (EvaluatedRunCase Case, double Loss) One(ITrainingEngine engine, PreparedCase item, CancellationToken cancellation)
    {
        var shape = item.Grid.Shape;
        var said = new ushort[shape.Count];
        var found = validation([item]).Run(engine, cancellation, (_, tile, predicted) => Place(said, tile, predicted, shape));
        var (drawn, defined) = Reference(item);
        var results = new CaseEvaluator(MetricProfile.DeepAnatomy, [ToleranceMm]) { MeasuresSurfaces = !item.IsSparse, MeasuresBoundaryIou = false }
            .Evaluate(Volume<ushort>.Adopt(item.Grid, said), Volume<ushort>.Adopt(item.Grid, drawn), structures, item.IsSparse ? Volume<byte>.Adopt(item.Grid, defined) : null, cancellation);
        return (new() { Case = item.Id, Annotation = item.IsSparse ? "sparse" : "dense", Classes = [.. results.Select(result => Of(result, item.IsSparse))] }, found.Loss);
    }

    static void Place(ushort[] volume, Tile tile, byte[] predicted, Shape shape)
    {
        var (columns, rows, slices) = (Math.Min(tile.Shape.Width, shape.I - tile.I), Math.Min(tile.Shape.Height, shape.J - tile.J), Math.Min(tile.Shape.Depth, shape.K - tile.K));
        for (var z = 0; z < slices; z++)
        {
            for (var y = 0; y < rows; y++)
            {
                var (from, to) = (((z * tile.Shape.Height) + y) * tile.Shape.Width, shape.OffsetOf(tile.I, tile.J + y, tile.K + z));
                for (var x = 0; x < columns; x++)
                {
                    volume[to + x] = predicted[from + x];
                }
            }
        }
    }

    static (ushort[] Drawn, byte[] Defined) Reference(PreparedCase item)
    {
        var shape = item.Grid.Shape;
        var (drawn, defined, codes) = (new ushort[shape.Count], new byte[shape.Count], new byte[shape.Count]);
        item.ReadSlices(0, shape.K, [], codes);
        for (var n = 0; n < codes.Length; n++)
        {
            (drawn[n], defined[n]) = VoxelCode.IsCertain(codes[n]) ? ((ushort)codes[n], (byte)1) : ((ushort)0, (byte)0);
        }

        return (drawn, defined);
    }

    static EvaluatedRunClass Of(LabelResult result, bool isSparse)
    {
        var state = result.State.ToString();
        var isAbsent = result.State == LabelState.AbsentInBoth;
        return new()
        {
            Name = result.Name,
            State = char.ToLowerInvariant(state[0]) + state[1..],
            Dice = isAbsent ? null : Number(result.Dice),
            Hd95Mm = Number(result.Hd95Mm),
            AssdMm = Number(result.AssdMm),
            Nsd2Mm = result.State == LabelState.Ok && result.Nsd.Count > 0 ? Number(result.Nsd[0].Value) : null,
            PredictedMl = result.PredictedMl,
            ReferenceMl = result.ReferenceMl,
            Reason = isAbsent ? "The class is neither drawn nor predicted." : result.Reason ?? (isSparse ? "Surfaces are not measured where a case is drawn in part." : null),
        };
    }

    static ClassMeans MeansOf(string name, EvaluatedRunClass[] found) => new()
    {
        Name = name,
        Cases = found.Count(f => f.Dice is not null),
        Dice = Mean(found.Select(f => f.Dice)),
        Hd95Mm = Mean(found.Select(f => f.Hd95Mm)),
    };

    static double? Mean(IEnumerable<double?> values) => values.OfType<double>().ToArray() is { Length: > 0 } known ? known.Average() : null;

    static double? Number(double value) => double.IsFinite(value) ? value : null;
}
