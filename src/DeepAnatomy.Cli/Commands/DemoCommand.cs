using System.CommandLine;
using System.Diagnostics;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Phantoms;
using DeepAnatomy.Cli.Quantifications;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>demo</c>: the main job on synthetic patients, from the scan to the report, with the truth beside the result.</summary>
static class DemoCommand
{
    const double FollowUpPercent = -9;

    public static Command Create(CommandEdge edge)
    {
        var folder = new Option<string>("--dir") { Description = "Folder for the patients and their reports.", DefaultValueFactory = _ => "demo-output", HelpName = "DIR" };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Do not open the overview and the training in a browser." };
        var noServer = new Option<bool>("--no-server") { Description = "End after the reports, without server and training." };
        var urls = new Option<string>("--urls") { Description = "Where the server listens.", DefaultValueFactory = _ => "http://127.0.0.1:5080", HelpName = "URL" };
        var patients = new Option<int>("--patients") { Description = "Number of patients, up to 50; the first one comes back after a year. 0: only the training.", DefaultValueFactory = _ => 4, HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the first patient.", DefaultValueFactory = _ => 2026, HelpName = "N" };
        var language = new Option<Language>("--lang") { Description = "Language of the reports: en or de.", DefaultValueFactory = _ => Language.En };
        var command = new Command("demo", "Make synthetic patients, segment, quantify, and write their reports and an overview; then train a small network, live in the browser.") { folder, noBrowser, noServer, urls, patients, seed, language };
        return edge.Does(command, parsed =>
        {
            var count = parsed.GetValue(patients);
            if (count is < 0 or > 50)
            {
                throw new UsageException($"--patients {count}: give a number from 0 to 50.");
            }

            Action<string> open = !parsed.GetValue(noBrowser) && edge.Terminal.ShowsProgress ? Open : _ => { };
            if (count > 0)
            {
                var index = new Demo(edge, parsed.GetRequiredValue(folder), parsed.GetValue(language)).Run(count, parsed.GetValue(seed), FollowUpPercent);
                edge.Terminal.Out.WriteLine();
                edge.Terminal.Out.WriteLine($"Overview: {index}");
                edge.Terminal.Out.WriteLine($"Measure your own CT: ./deepanatomy quantify CT --out DIR --sex m --age 63 --height-m 1.78");
                open(index);
            }

            if (parsed.GetValue(noServer))
            {
                return ExitCodes.Done;
            }

            using var training = new DemoTraining(edge, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(urls));
            return training.Show(parsed.GetValue(seed), open);
        });
    }

    static void Open(string page)
    {
        try
        {
            Process.Start(new ProcessStartInfo("xdg-open", [page]) { RedirectStandardError = true, RedirectStandardOutput = true })?.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No desktop here; the path was printed.
        }
    }
}

/// <summary>The demo's patients, one after the other.</summary>
sealed class Demo(CommandEdge edge, string folder, Language language)
{
    readonly List<CohortCase> cases = [];
    readonly PhantomCohort cohort = new(edge, Path.GetFullPath(folder), writesDicom: false);

    public string Run(int count, ulong seed, double followUpPercent)
    {
        Directory.CreateDirectory(folder);
        edge.Terminal.Out.WriteLine($"{"patient",-24} {"L3 found",9} {"SMA cm²",8} {"truth",7} {"error",7} {"SMRA HU",8} {"truth",7}   seconds");
        for (var p = 0; p < count; p++)
        {
            var drawn = PhantomSampler.Draw(seed + (ulong)p);
            var parameters = drawn with { Protocol = drawn.Protocol with { PixelMm = 0.9, SliceMm = Math.Max(2, drawn.Protocol.SliceMm) } };
            One($"patient-{p + 1:0000}", parameters);
            if (p == 0)
            {
                One($"patient-{p + 1:0000}-follow-up", Phantom.FollowUp(parameters, followUpPercent, seed));
            }
        }

        cohort.WriteTable();
        var index = Path.Combine(Path.GetFullPath(folder), "index.html");
        CohortPage.Write(index, null, cases, language);
        return index;
    }

    void One(string id, PhantomParameters parameters)
    {
        edge.CancellationToken.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        using (var line = edge.Terminal.Progress("making"))
        {
            line.Report($"making {id}", 0.1);
            cohort.Write(id, parameters);
        }

        var (row, record) = (cohort.LastRow, cohort.Records[^1]);
        var target = Path.Combine(Path.GetFullPath(folder), id);
        var scan = CtInput.Read(Path.Combine(target, "ct.nii.gz"), null, edge);
        var person = new SubjectRecord
        {
            Sex = row.Sex,
            AgeYears = row.AgeYears,
            HeightM = row.HeightM,
            WeightKg = row.WeightKg,
            GripKg = row.GripKg,
            ChairRiseSeconds = row.ChairRiseSeconds,
            GaitSpeedMs = row.GaitSpeedMs,
            Phase = parameters.Protocol.Contrast switch { PhantomContrast.Native => "native", PhantomContrast.Arterial => "arterial", _ => "portal venous" },
            TubeVoltageKv = parameters.Protocol.TubeVoltageKv,
        };
        var result = Quantify.Run(scan, person, new QuantifyRequest(target) { Language = language, Title = id }, edge);
        var overlay = Path.Combine(target, ReportWriter.OverlayFile);
        cases.Add(new(id, result.Analysis, $"{id}/{ReportWriter.HtmlFile}", File.Exists(Path.Combine(target, ReportWriter.PdfFile)) ? $"{id}/{ReportWriter.PdfFile}" : null, File.Exists(overlay) ? File.ReadAllBytes(overlay) : null));
        Say(id, result.Analysis, record, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    void Say(string id, Analysis analysis, PhantomRecord record, double seconds)
    {
        double? Value(string measurement) => analysis.Measurements.FirstOrDefault(m => m.Id == measurement && m.Group == "skeletal_muscle" && m.Side == "both")?.Value;
        var (sma, smra, truth) = (Value("SMA"), Value("SMRA"), record.AreasAtL3);
        var apart = analysis.Level.SliceK is { } k && record.L3SliceK is { } true3 ? $"{(k - true3) * record.Protocol.SliceMm:+0.#;-0.#;0} mm" : "no";
        edge.Terminal.Out.WriteLine($"{id,-24} {apart,9} {sma,8:0.0} {truth.MuscleWindowCm2,7:0.0} {(sma is { } v ? $"{100 * (v - truth.MuscleWindowCm2) / truth.MuscleWindowCm2:+0.0;-0.0} %" : "–"),7} {smra,8:0.0} {truth.MuscleMeanHu,7:0.0}   {seconds,5:0}");
    }
}
