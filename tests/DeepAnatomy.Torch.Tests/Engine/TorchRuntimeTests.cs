using System.Diagnostics;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Engine;

public class TorchRuntimeTests
{
    [Fact]
    public void Threads_are_set_at_every_call()
    {
        TorchRuntime.Initialise(2);
        Assert.Equal(2, torch.get_num_threads());
        TorchRuntime.Initialise(1);
        Assert.Equal(1, torch.get_num_threads());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_than_one_thread_is_refused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.Initialise(threads));

    [Theory]
    [InlineData(null, "0")]
    [InlineData("active", "30000000000")]
    public void OpenMP_is_loaded_with_threads_that_sleep_unless_the_user_says_otherwise(string? wanted, string turns)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(Program).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_DISPLAY_ENV"] = "verbose";
        start.Environment["OMP_WAIT_POLICY"] = wanted;
        start.Environment.Remove("GOMP_SPINCOUNT");
        using var process = Process.Start(start)!;
        var settings = process.StandardError.ReadToEnd();
        Assert.Equal(TorchRuntime.LibtorchVersion, process.StandardOutput.ReadToEnd().Trim());
        Assert.Contains($"GOMP_SPINCOUNT = '{turns}'", settings);
    }

    [Fact]
    public void The_version_is_that_of_the_package() => Assert.Equal("2.10.0", TorchRuntime.LibtorchVersion);

    [Fact]
    public void A_missing_library_is_told_in_one_line()
    {
        var error = Assert.Throws<TorchUnavailableException>(() => TorchRuntime.Load(() => throw new NotSupportedException("No reference to libtorch. Trace:\nstep 1\nstep 2")));
        Assert.Contains("No reference to libtorch. Trace. Build", error.Message);
        Assert.DoesNotContain("\n", error.Message);
    }
}
