using DeepAnatomy.Cli.Tests.Trainings;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Cli.Tests.Sending;

public sealed class SendingTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly FakeServer server = new();

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_training_sends_all_lines_of_all_its_sessions_to_one_run_of_the_server()
    {
        Train("--server", server.Url).Succeeds();
        Train("--server", server.Url, "--resume", "--set", "limits.iterations=24").Succeeds();
        MustHaveAll(2);
        Assert.Equal(1, server.Registered);
    }

    [Fact]
    public void Nothing_is_lost_or_doubled_when_the_server_fails_and_answers_are_lost()
    {
        server.Fate = batch => (batch % 5) switch { 1 => 503, 2 => 0, 4 => 429, _ => null };
        var run = Train("--server", server.Url, "--server-wait", "60").Succeeds();
        MustHaveAll(1);
        Assert.Contains("Lines do not reach the server", run.Error);
        Assert.DoesNotContain("were not sent", run.Error);
    }

    [Fact]
    public void A_server_that_is_away_loses_nothing_and_gets_the_rest_later()
    {
        var away = $"http://127.0.0.1:{FakeServer.FreePort()}";
        var run = Train("--server", away, "--server-wait", "0").Succeeds();
        Assert.Contains("lines were not sent. Send them later: deepanatomy runs send", run.Error);
        var again = Send("--server", server.Url).Succeeds();
        Assert.Contains("The server has all lines.", again.Error);
        MustHaveAll(1);
        var before = server.Batches;
        server.Forget(1, 10);
        Send("--server", server.Url).Succeeds();
        MustHaveAll(1);
        Assert.True(server.Batches <= before + 3);
    }

    [Fact]
    public void A_run_is_made_once_when_the_answer_to_making_it_is_lost()
    {
        server.LostRegistrations = 1000;
        var run = Train("--server", server.Url, "--server-wait", "0").Succeeds();
        Assert.Contains("were not sent", run.Error);
        Assert.True(server.Registrations > 0);
        // A later process asks for the same run; its first answer is lost too.
        server.LostRegistrations = server.Registrations + 1;
        Send("--server", server.Url).Succeeds();
        Assert.Equal(1, server.Registered);
        MustHaveAll(1);
    }

    [Fact]
    public void A_long_run_is_sent_in_batches_of_a_megabyte_at_most()
    {
        Train("--set", "limits.iterations=4").Succeeds();
        using (var metrics = MetricsFile.Begin(new RunFolder(folder["run"]).Metrics, TimeProvider.System))
        {
            for (var n = 0; n < 12_000; n++)
            {
                metrics.Values("points", n + 1, [new("loss", 1.0 / (n + 1))]);
            }
        }

        // A line that is still being written is not sent.
        File.AppendAllText(MetricsFile.PathOf(new RunFolder(folder["run"]).Metrics, 2), "{\"seq\":12001");
        Send("--server", server.Url).Succeeds();
        Assert.Equal(12_000, server.Lines[2].Count);
        Assert.InRange(server.LargestBatch, 900_000, 1 << 20);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public void A_token_that_is_not_accepted_is_told_once_and_a_final_refusal_ends_the_sending()
    {
        server.Expected = "da_other";
        var run = Train("--server", server.Url, "--server-wait", "1").Succeeds();
        Assert.Equal(1, run.Error.Split("the token is not accepted").Length - 1);
        Assert.DoesNotContain("da_secret", run.Error + File.ReadAllText(new RunFolder(folder["run"]).Record));
        (server.Expected, server.Fate) = ("da_secret", _ => 409);
        Assert.Contains("it answers 409", Send("--server", server.Url).Error);
        Assert.Equal(1, server.Batches);
    }

    [Fact]
    public void A_server_without_login_is_asked_without_a_token_and_one_with_login_says_what_is_missing()
    {
        Train().Succeeds();
        server.Expected = "";
        CliRun.Of("runs", "send", folder["run"], "--server", server.Url).Succeeds();
        MustHaveAll(1);
        server.Expected = "da_secret";
        Assert.Contains("it wants a token (--token-file)", CliRun.Of("runs", "send", folder["run"], "--server", server.Url, "--server-wait", "1").Error);
    }

    [Theory]
    [InlineData("ftp://server", "give an address")]
    [InlineData("http://me:secret@server", "without name and password")]
    public void An_address_that_is_none_is_refused(string url, string expected) => Train("--server", url).FailsWith(2, expected);

    CliRun Train(params string[] more)
    {
        if (!File.Exists(folder["token"]))
        {
            SmallTraining.Write(folder.Path);
            File.WriteAllText(folder["token"], "da_secret\n");
        }

        return CliRun.Of(["train", folder["configuration.yaml"], "--run", folder["run"], "--token-file", folder["token"], .. more]);
    }

    CliRun Send(params string[] more) => CliRun.Of(["runs", "send", folder["run"], "--token-file", folder["token"], .. more]);

    void MustHaveAll(int sessions)
    {
        var metrics = new RunFolder(folder["run"]).Metrics;
        Assert.Empty(server.Complaints);
        Assert.Equal(Enumerable.Range(1, sessions), server.Lines.Keys);
        Assert.All(server.Lines, session => Assert.Equal(File.ReadAllLines(MetricsFile.PathOf(metrics, session.Key)), session.Value));
    }
}
