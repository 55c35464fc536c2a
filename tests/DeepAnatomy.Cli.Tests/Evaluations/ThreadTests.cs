using System.Diagnostics;
using DeepAnatomy.Cli.Tests.Comparisons;

namespace DeepAnatomy.Cli.Tests.Evaluations;

public class ThreadTests
{
    [Theory]
    [InlineData("evaluate", "sharp", "reference", "--json", "--details")]
    [InlineData("evaluate", "sharp/case00.nii.gz", "reference/case00.nii.gz", "--json", "--labels", "psoas_left")]
    [InlineData("compare", "sharp", "sharp-twin", "--reference", "reference", "--json", "--replicates", "300")]
    [InlineData("compare", "sharp", "sharp-twin", "--each-against-each", "--ct", "ct", "--json")]
    public void One_thread_and_two_give_the_same_bytes(params string[] args)
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, cases: 2, pixelMm: 4, sliceMm: 8, models: 2);
        var one = Run(folder.Path, args, processors: 1);
        Assert.NotEmpty(one);
        Assert.Equal(one, Run(folder.Path, args, processors: 2));
        Assert.Equal(one, Run(folder.Path, args, processors: 7));
    }

    // The number of processors is fixed when the runtime starts, so each run is a process of its own.
    static string Run(string folder, string[] args, int processors)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "deepanatomy.dll"), .. args]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = $"{processors}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
