using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Components;
using DeepAnatomy.Evaluation.Muscle;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Evaluation.Sparse;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>Reads and measures one case.</summary>
static class CaseReading
{
    public static EvaluatedCase Measure(CaseFiles files, EvaluationRequest request, CancellationToken cancellation)
    {
        List<string> notes = [];
        var pair = PairReading.Of(files.Prediction, files.Reference, request, notes, cancellation);
        var (reference, prediction) = (pair.Reference.Map, pair.Prediction);
        var marks = SparseMarks.Of(request, reference, files.Reference);
        var structures = Structures(request.Labels, reference, prediction, pair.PredictedSet, files.Reference, marks.All);
        var evaluator = new CaseEvaluator(request.Profile, request.TolerancesMm)
        {
            MeasuresSurfaces = request.MeasuresSurfaces && !marks.IsSparse,
            IsFlat = pair.IsPlane ? true : null,
        };
        var results = evaluator.Evaluate(prediction, reference.Voxels, structures, marks.Defined(reference.Voxels), cancellation);
        if (marks.IsSparse)
        {
            notes.Add("The reference is sparse: only its defined voxels count, volumes are those of the defined voxels, and surfaces are not measured.");
        }

        cancellation.ThrowIfCancellationRequested();
        var muscle = MuscleOf(files, prediction, reference, cancellation, out var rule);
        return new(files.Name, results, null)
        {
            Files = files,
            Grid = reference.Grid,
            IsPlane = pair.IsPlane,
            PredictionSha256 = pair.PredictionSha256,
            ReferenceSha256 = pair.Reference.Sha256,
            Notes = notes,
            Sparse = marks.IsSparse ? structures.ToDictionary(s => s.Name, s => SparseOverlap.Of(prediction, reference.Voxels, s.Values[0], marks.Undefined, marks.Uncertain)) : new Dictionary<string, SparseOverlap>(),
            Probabilities = Calibration(files, structures, reference.Voxels, request, cancellation),
            Details = request.HasDetails ? structures.ToDictionary(s => s.Name, s => DetailsOf(s, prediction, reference.Voxels, cancellation)) : new Dictionary<string, StructureDetails>(),
            Sides = request.HasDetails ? SideSwap.Of(ConfusionMatrix.Of(prediction, reference.Voxels), reference.Labels.Labels.Length > 0 ? reference.Labels : pair.PredictedSet) : [],
            Muscle = muscle,
            SliceRule = rule,
        };
    }

    public static List<Structure> Structures(string[] wanted, LabelMap reference, Volume<ushort> prediction, LabelSet predictedSet, string referencePath, IReadOnlyCollection<ushort>? marks = null)
    {
        var present = Present(reference.Voxels).Union(Present(prediction)).Where(v => marks?.Contains(v) != true).Order().ToArray();
        // A name of the prediction that the reference uses for another value would stand for two things.
        string NameOf(ushort value) => reference.Labels.Find(value)?.Name
            ?? (predictedSet.Find(value) is { } label && reference.Labels.Find(label.Name) is null ? label.Name : value.ToString());
        if (wanted.Length == 0)
        {
            return [.. present.Select(v => new Structure(NameOf(v), [v]))];
        }

        List<Structure> structures = [];
        foreach (var name in wanted.SelectMany(w => w.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var value = ushort.TryParse(name, out var number) ? number : reference.Labels.Find(name)?.Value ?? predictedSet.Find(name)?.Value;
            if (value is { } mark && marks?.Contains(mark) == true)
            {
                throw new UsageException($"--labels {name}: is a mark of the sparse reference, not a structure.");
            }

            structures.Add(value is { } v and > 0
                ? new(NameOf(v), [v])
                : throw new UsageException($"--labels {name}: neither {referencePath} nor the prediction names it; present are {string.Join(", ", present.Select(NameOf).Take(20))}."));
        }

        return [.. structures.DistinctBy(s => s.Name)];
    }

    static Dictionary<string, ProbabilityCase> Calibration(CaseFiles files, List<Structure> structures, Volume<ushort> reference, EvaluationRequest request, CancellationToken cancellation)
    {
        Dictionary<string, ProbabilityCase> found = [];
        foreach (var (label, path) in files.Probabilities)
        {
            var structure = label is null
                ? structures.Count == 1 ? structures[0] : throw new UsageException($"--probabilities {path}: there are {structures.Count} structures; say which one as NAME={path}.")
                : structures.Find(s => s.Name == label || s.Values[0].ToString() == label) ?? throw new UsageException($"--probabilities {label}=…: no such structure is measured; there are {string.Join(", ", structures.Select(s => s.Name).Take(20))}.");
            found[structure.Name] = CalibrationOf(path, structure, reference, files.Reference, request.Bins, cancellation);
        }

        return found;
    }

    /// <summary>Measures the probability map of one structure.</summary>
    /// <exception cref="UsageException">It lies on another grid, or a value outside 0 … 1.</exception>
    public static ProbabilityCase CalibrationOf(string path, Structure structure, Volume<ushort> reference, string referencePath, int bins, CancellationToken cancellation)
    {
        var read = ImageFile.ReadNumbers(path, cancellation);
        var map = GridMatch.Exactly(read, reference.Grid, path, referencePath);
        try
        {
            // Before axes are turned, so that a place is that of the file.
            ProbabilityCase.Check(read);
            return ProbabilityCase.Of(map.On(reference.Grid), MaskOf(reference, structure), bins);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{path}: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    static MuscleComparison? MuscleOf(CaseFiles files, Volume<ushort> prediction, LabelMap reference, CancellationToken cancellation, out string? rule)
    {
        rule = null;
        if (files.Ct is null)
        {
            return null;
        }

        var hu = GridMatch.Exactly(ImageFile.ReadCt(files.Ct, cancellation).Hu, reference.Grid, files.Ct, files.Reference).ToAxes();
        var canonical = StudyReading.Canonical(reference);
        if (MuscleSlice.Of(canonical) is not { } slice)
        {
            return null;
        }

        rule = slice.Rule;
        return MuscleComparison.Of(hu.On(canonical.Grid), prediction.ToAxes().On(canonical.Grid), canonical.Voxels, slice.Values, slice.SliceK);
    }

    static StructureDetails DetailsOf(Structure structure, Volume<ushort> prediction, Volume<ushort> reference, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (p, r) = (MaskOf(prediction, structure), MaskOf(reference, structure));
        return new(SliceProfile.Of(prediction.ToAxes(), reference.ToAxes(), structure.Values), ComponentMatching.Of(p, r), Islands.Of(p));
    }

    static Volume<byte> MaskOf(Volume<ushort> labels, Structure structure)
    {
        var mask = new byte[labels.Shape.Count];
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = (byte)(structure.Values.AsSpan().Contains(labels.Voxels[n]) ? 1 : 0);
        }

        return Volume<byte>.Adopt(labels.Grid, mask);
    }

    static ushort[] Present(Volume<ushort> voxels)
    {
        var seen = new bool[ushort.MaxValue + 1];
        foreach (var value in voxels.Voxels)
        {
            seen[value] = true;
        }

        return [.. Enumerable.Range(1, ushort.MaxValue).Where(v => seen[v]).Select(v => (ushort)v)];
    }
}
