using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Phantoms;

/// <summary>What was written of one synthetic scan: where, how it was made, and its truth.</summary>
sealed record PhantomRecord(string Id, string Folder, PhantomSubject Subject, PhantomProtocol Protocol, int? L3SliceK, PhantomAreas AreasAtL3, IReadOnlyList<VertebraRecord> Vertebrae);

/// <summary>The true place of a vertebra.</summary>
sealed record VertebraRecord(string Name, double[] CentreLpsMm, double CentreK);

/// <summary>Writes synthetic patients into a folder.</summary>
sealed class PhantomCohort(CommandEdge edge, string folder, bool writesDicom)
{
    readonly List<ClinicalRow> rows = [];
    readonly List<PhantomRecord> records = [];

    public IReadOnlyList<PhantomRecord> Records => records;

    /// <summary>Makes and writes patient number <paramref name="index"/>, with a follow-up scan when a change is given.</summary>
    public void Add(PhantomParameters parameters, int index, int count, double? followUpPercent)
    {
        using var line = edge.Terminal.Progress("making phantoms");
        line.Report($"patient {index + 1} of {count}", (double)index / count);
        var id = $"patient-{index + 1:0000}";
        Write(id, parameters);
        if (followUpPercent is { } percent)
        {
            Write($"{id}-follow-up", Phantom.FollowUp(parameters, percent, parameters.Subject.AnatomySeed + 1));
        }
    }

    /// <summary>Writes <c>clinical.csv</c>.</summary>
    public void WriteTable() => AtomicFile.WriteText(Path.Combine(folder, "clinical.csv"), ClinicalTable.ToCsv(rows));

    /// <summary>Makes one scan and writes its files.</summary>
    public PhantomScan Write(string id, PhantomParameters parameters)
    {
        var scan = Phantom.Create(parameters, token: edge.CancellationToken);
        var target = Directory.CreateDirectory(Path.Combine(folder, id)).FullName;
        ImageFile.WriteCt(Path.Combine(target, "ct.nii.gz"), scan.Hu, edge.CancellationToken);
        ImageFile.WriteLabelMap(Path.Combine(target, "truth.nii.gz"), scan.Truth, edge.CancellationToken);
        if (writesDicom)
        {
            DicomSeriesWriter.Write(scan.Hu, scan.Facts, Directory.CreateDirectory(Path.Combine(target, "dicom")).FullName, cancellationToken: edge.CancellationToken);
        }

        var record = new PhantomRecord(id, id, parameters.Subject, parameters.Protocol, scan.L3SliceK, scan.AreasAtL3, [.. scan.Vertebrae.Select(v => new VertebraRecord(v.Name, [v.Centre.XMm, v.Centre.YMm, v.Centre.ZMm], scan.Hu.Grid.ToVoxel(v.Centre).K))]);
        AtomicFile.WriteText(Path.Combine(target, "phantom.json"), JsonText.Of(record));
        records.Add(record);
        rows.Add(ClinicalTable.Row(id, parameters.Subject, scan.AreasAtL3));
        return scan;
    }

    /// <summary>The clinical row of the last scan.</summary>
    public ClinicalRow LastRow => rows[^1];
}
