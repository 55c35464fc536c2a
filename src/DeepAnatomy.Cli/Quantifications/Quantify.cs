using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Segmentations;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Reports;

namespace DeepAnatomy.Cli.Quantifications;

/// <summary>What to measure, and where to write.</summary>
sealed record QuantifyRequest(string Folder)
{
    public string? LabelsPath { get; init; }

    public LabelSet? LabelSet { get; init; }

    public LabelGroups Groups { get; init; } = LabelGroups.Default;

    public string Level { get; init; } = "L3";

    public int? FileSlice { get; init; }

    public SliceRule Rule { get; init; }

    public Language Language { get; init; } = Language.En;

    /// <summary>Who segments where no labels are given.</summary>
    public SegmenterChoice Segmenter { get; init; } = SegmenterChoice.Usual;

    /// <summary>Name of the case in the report; null takes the file's name.</summary>
    public string? Title { get; init; }
}

/// <summary>A finished quantification.</summary>
sealed record QuantifyResult(Analysis Analysis, string Json, IReadOnlyList<string> Files, IReadOnlyList<string> Notes);

/// <summary>From a scan to the files of an analysis; all files appear together or not at all.</summary>
static class Quantify
{
    public static QuantifyResult Run(CtScan scan, SubjectRecord subject, QuantifyRequest request, CommandEdge edge)
    {
        if (request.FileSlice is { } k && (k < 0 || k >= SlicesOf(scan)))
        {
            throw new UsageException($"--slice {k}: {scan.Source} has the slices 0 to {SlicesOf(scan) - 1} along its head-foot axis.");
        }

        using var line = edge.Terminal.Progress("measuring");
        List<string> notes = scan.Choice is { } choice ? [choice, .. scan.Warnings] : [.. scan.Warnings];

        var source = request.LabelsPath is null ? Built(scan, request, edge, notes) : Given(request, notes, edge);
        line.Report("measuring", 0.6);
        var analysis = Quantifier.Run(
            new QuantificationRequest
            {
                Scan = scan with { Warnings = notes },
                Labels = source.Labels,
                LabelSource = source.Name,
                LabelSha256 = source.Sha256,
                Groups = GroupDefinition.AllIn(source.Labels.Labels, request.Groups),
                Level = source.Level,
                SliceRule = request.Rule,
                Subject = subject,
                ProductVersion = ProductVersion.Text,
                Command = CommandText(request),
                CreatedUtc = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
            },
            edge.CancellationToken);
        line.Report("writing the report", 0.8);
        var json = MeasurementsJson.ToText(analysis);
        var files = Write(request, analysis, json, scan, source, edge);
        return new(analysis, json, files, notes);
    }

    static IReadOnlyList<string> Write(QuantifyRequest request, Analysis analysis, string json, CtScan scan, LabelSource source, CommandEdge edge)
    {
        using var folder = new StagedFolder(request.Folder);
        AtomicFile.WriteText(folder["measurements.json"], json);
        AtomicFile.WriteText(folder["measurements.csv"], MeasurementsCsv.ToText(analysis));
        ImageFile.WriteLabelMap(folder["labels.nii.gz"], source.Labels, edge.CancellationToken);
        var hu = source.HuLps ?? scan.Hu.ToAxes();
        var labelsLps = source.LabelsLps ?? source.Labels with { Voxels = source.Labels.Voxels.ToAxes() };
        var report = ReportWriter.Write(
            new ReportInput(analysis, hu, labelsLps, request.Language) { Spine = source.Spine, Facts = scan.Facts, Title = request.Title },
            folder.Path,
            edge.CancellationToken);
        if (report.PdfProblem is { } problem)
        {
            edge.Terminal.Note($"note: {problem}");
        }

        return folder.Publish();
    }

    static LabelSource Built(CtScan scan, QuantifyRequest request, CommandEdge edge, List<string> notes)
    {
        var segmented = Segmenting.Run(scan, request.Segmenter, edge, out var search);
        var found = segmented?.Found;
        if (found is null)
        {
            // Without a spine nothing can be told apart; the record says so, and nothing is measured.
            var empty = new LabelMap(Volume<ushort>.Adopt(scan.Hu.Grid, new ushort[scan.Hu.Shape.Count]), ProductLabels.Set);
            return new(empty, BuiltInSegmenter.Name, null, LevelOf(request, LevelFinder.FromSpine(search, request.Level)));
        }

        notes.AddRange(found.Notes);
        if (found.Spine.Spine!.AnchorsDisagree)
        {
            notes.Add("Ribs and sacrum do not agree on the number of lumbar vertebrae (a lumbosacral variant is likely): check the level by eye.");
        }

        return new(found.LabelsOfFile(), segmented!.Name, null, LevelOf(request, LevelFinder.FromSpine(found.Spine, request.Level)))
        {
            HuLps = found.HuLps,
            LabelsLps = found.LabelsLps,
            Spine = found.Spine.Spine,
        };
    }

    static LabelSource Given(QuantifyRequest request, List<string> notes, CommandEdge edge)
    {
        var reading = ImageFile.ReadLabels(request.LabelsPath!, request.LabelSet, edge.CancellationToken);
        if (reading.Map.Labels.Id == LabelMapReading.UnknownSetId)
        {
            throw new UsageException($"{request.LabelsPath}: what its values mean is not known ({string.Join(" ", reading.Warnings)}) Give --label-set, one of {string.Join(", ", LabelSets.All.Select(s => s.Id))}, or a JSON file.");
        }

        notes.AddRange(reading.Warnings);
        var level = request.FileSlice is { } k ? LevelRequest.AtFileSlice(k, request.Level) : LevelRequest.At(request.Level);
        return new(reading.Map, request.LabelsPath!, reading.Sha256, level);
    }

    static LevelRequest LevelOf(QuantifyRequest request, LevelFinding finding) =>
        request.FileSlice is { } k ? LevelRequest.AtFileSlice(k, request.Level) : LevelRequest.Found(finding);

    static int SlicesOf(CtScan scan) => AxisPlan.Between(scan.Hu.Grid.AxisCodes, Reorientation.Canonical).Apply(scan.Hu.Grid).Shape.K;

    /// <summary>The command without anything of the person.</summary>
    static string CommandText(QuantifyRequest r) =>
        $"deepanatomy quantify CT{(r.LabelsPath is not null ? " --labels FILE" : $"{(r.Segmenter.Rule == SegmenterRule.Both ? "" : $" --by {r.Segmenter.Rule.ToString().ToLowerInvariant()}")}{(r.Segmenter.Model is { } m && m != SegmenterChoice.ShippedModel ? " --model FILE" : "")}")}{(r.FileSlice is { } k ? $" --slice {k}" : $" --level {r.Level}")}";

    /// <summary>Labels with where they come from.</summary>
    sealed record LabelSource(LabelMap Labels, string Name, string? Sha256, LevelRequest Level)
    {
        public Volume<short>? HuLps { get; init; }

        public LabelMap? LabelsLps { get; init; }

        public SpineModel? Spine { get; init; }
    }
}
