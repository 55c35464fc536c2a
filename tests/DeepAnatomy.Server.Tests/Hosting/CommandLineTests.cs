using DeepAnatomy.Server.Hosting;

namespace DeepAnatomy.Server.Tests.Hosting;

public class CommandLineTests
{
    static readonly MachineFacts Machine = new(4, 10_000, "/opt/deepanatomy", null);

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://127.0.0.1:5080;http://192.168.1.2:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://server.example:5080")]
    public void A_demonstration_that_others_could_reach_is_refused(string urls)
    {
        var error = Assert.Throws<WrongUsageException>(() => CommandLine.Read(["--demo", "--urls", urls], Machine));
        Assert.Contains("this machine only", error.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5080;http://[::1]:5081")]
    public void A_demonstration_on_this_machine_is_allowed(string urls) => Assert.True(CommandLine.Read(["--demo", "--urls", urls], Machine).IsDemo);

    [Fact]
    public void Without_a_word_the_server_listens_on_this_machine_only_and_asks_for_a_login()
    {
        var options = CommandLine.Read([], Machine);
        Assert.True(Loopback.IsOnly(options.Urls));
        Assert.False(options.IsDemo);
        Assert.Equal(4, options.Jobs.Processors);
        Assert.Equal(8_000, options.Jobs.MemoryMb);
    }

    [Fact]
    public void A_server_that_another_program_leads_leaves_it_to_that_one_to_say_how_it_ends()
    {
        const string Hint = "Ctrl+C stops it; trainings go on.";
        Assert.Contains(Hint, Program.Greeting("http://127.0.0.1:1", CommandLine.Read(["--demo"], Machine)));
        var led = Program.Greeting("http://127.0.0.1:1", CommandLine.Read(["--demo", "--led"], Machine));
        Assert.StartsWith("DeepAnatomy is at http://127.0.0.1:1 (", led);
        Assert.DoesNotContain("Ctrl+C", led);
        Assert.DoesNotContain("go on", led);
    }

    [Fact]
    public void An_unknown_option_is_refused_by_name() => Assert.Contains("--dmeo", Assert.Throws<WrongUsageException>(() => CommandLine.Read(["--dmeo"], Machine)).Message);

    [Fact]
    public void A_setting_that_is_not_one_is_refused_with_file_and_line()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "server.json"), "{\n  \"jobs\": {\"count\": 3},\n  \"databse\": {}\n}");
            var error = Assert.Throws<WrongUsageException>(() => CommandLine.Read(["--workspace", folder], Machine));
            Assert.Contains("server.json, line 3", error.Message);
            Assert.Contains("databse", error.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
