using System.Diagnostics;
using DeepAnatomy.Operations.Jobs;

namespace DeepAnatomy.Operations.Tests.Jobs;

public sealed class LocalExecutorTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-jobs-").FullName;
    readonly List<LocalExecutor> executors = [];

    public void Dispose()
    {
        foreach (var executor in executors)
        {
            // The last first, so that none starts while another ends; each writes its end into the folder.
            foreach (var job in executor.All.Where(job => job.State != JobState.Ended).Reverse().ToArray())
            {
                executor.End(job.Id);
                Until(executor, () => executor.All.All(other => other.Id != job.Id || other.State == JobState.Ended));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_job_runs_and_leaves_its_exit_code_and_what_it_printed()
    {
        var executor = Open();
        executor.Submit(Shell("a", "echo out; echo err >&2; exit 3"));
        var job = Ended(executor, "a");
        Assert.Equal(3, job.ExitCode);
        Assert.Equal("out\nerr\n", File.ReadAllText(executor.LogOf("a")));
        executor.Forget("a");
        Assert.Empty(executor.All);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_job_does_not_hold_the_output_of_the_one_that_started_it()
    {
        var executor = Open();
        executor.Submit(Shell("a", "ls -l /proc/$$/fd /proc/$PPID/fd > fds; exit 0"));
        Assert.Equal(0, Ended(executor, "a").ExitCode);
        var own = new[] { 1, 2 }.Select(n => new FileInfo($"/proc/self/fd/{n}").LinkTarget).Where(target => target?.StartsWith("pipe:", StringComparison.Ordinal) == true).ToArray();
        Assert.All(own, pipe => Assert.DoesNotContain(pipe!, File.ReadAllText(Path.Combine(folder, "fds"))));
    }

    [Fact]
    public void Arguments_reach_the_program_as_they_are()
    {
        var executor = Open();
        string[] words = ["with blank", "$HOME", "`id`", "\"quoted'", "*", "; exit 9", "ä", ""];
        executor.Submit(new("a", "printf", ["[%s]", .. words], folder));
        Assert.Equal(0, Ended(executor, "a").ExitCode);
        Assert.Equal(string.Concat(words.Select(word => $"[{word}]")), File.ReadAllText(executor.LogOf("a")));
    }

    [Fact]
    public void Jobs_start_in_order_within_the_limits()
    {
        var executor = Open(new(2, 4, 1000));
        executor.Submit(Shell("a", "sleep 60") with { Processors = 2, MemoryMb = 600 });
        executor.Submit(Shell("b", "sleep 60") with { MemoryMb = 600 });
        executor.Submit(Shell("c", "sleep 60") with { MemoryMb = 100 });
        executor.Look();
        Assert.Equal(["Running", "Queued", "Queued"], executor.All.Select(job => job.State.ToString()));
        Assert.Equal("needs 600 MB, 400 of 1000 MB are free", executor.All[1].Waits);
        // The small one would fit, but it does not overtake.
        Assert.Equal("1 job is before it in the queue", executor.All[2].Waits);
        Assert.True(executor.End("a"));
        Ended(executor, "a");
        Assert.Equal(["Ended", "Running", "Running"], executor.All.Select(job => job.State.ToString()));
    }

    [Fact]
    public void A_job_larger_than_the_limits_is_refused_and_so_is_a_name_twice()
    {
        var executor = Open(new(2, 4, 1000));
        Assert.Contains("5 processors", Assert.Throws<JobRefusedException>(() => executor.Submit(Shell("a", "true") with { Processors = 5 })).Message);
        Assert.Throws<JobRefusedException>(() => executor.Submit(Shell("a", "true") with { MemoryMb = 1001 }));
        executor.Submit(Shell("a", "true"));
        Assert.Throws<JobRefusedException>(() => executor.Submit(Shell("a", "true")));
        foreach (var name in new[] { "", "../x", "a/b", ".hidden", "a b", new string('x', 200) })
        {
            Assert.Throws<ArgumentException>(() => executor.Submit(Shell(name, "true")));
        }
    }

    [Fact]
    public void A_running_job_is_found_again_by_the_next_executor_and_asked_to_end()
    {
        var first = Open();
        first.Submit(Shell("a", "trap 'echo asked; exit 7' TERM; echo ready; while :; do sleep 0.05; done"));
        Until(first, () => File.Exists(first.LogOf("a")) && File.ReadAllText(first.LogOf("a")).Contains("ready"));
        var second = Open();
        Assert.Equal(JobState.Running, Assert.Single(second.All).State);
        Assert.True(second.Ask("a"));
        Assert.Equal(7, Ended(second, "a").ExitCode);
        Assert.EndsWith("asked\n", File.ReadAllText(second.LogOf("a")));
    }

    [Fact]
    public void A_job_that_ended_meanwhile_is_found_with_its_exit_code()
    {
        var first = Open();
        first.Submit(Shell("a", "exit 5"));
        first.Look();
        Until(first, () => File.Exists(Path.Combine(folder, "a.exit")));
        var second = Open();
        Assert.Equal(5, Ended(second, "a").ExitCode);
    }

    [Fact]
    public void A_waiting_job_waits_on_after_a_restart_unless_it_was_withdrawn()
    {
        var first = Open(new(1, 4, 1000));
        first.Submit(Shell("a", "sleep 60"));
        first.Submit(Shell("b", "true"));
        first.Submit(Shell("c", "true"));
        first.Look();
        Assert.True(first.Ask("b"));
        Assert.Equal(JobState.Ended, first.All[1].State);
        var second = Open(new(1, 4, 1000));
        second.Look();
        Assert.Equal(["a Running", "c Queued"], second.All.Select(job => $"{job.Id} {job.State}"));
    }

    [Fact]
    public void What_a_running_job_may_use_is_taken_from_the_limits_after_a_restart_too()
    {
        var first = Open(new(4, 4, 1000));
        first.Submit(Shell("a", "sleep 60") with { Processors = 3, MemoryMb = 600 });
        first.Look();
        var second = Open(new(4, 4, 1000));
        second.Submit(Shell("b", "sleep 60") with { MemoryMb = 600 });
        second.Look();
        Assert.Equal("needs 600 MB, 400 of 1000 MB are free", second.All[1].Waits);
        Assert.True(second.Ask("b"));
        second.Submit(Shell("c", "sleep 60") with { Processors = 2 });
        second.Look();
        Assert.Equal("needs 2 processors, 1 of 4 are free", second.All[2].Waits);
    }

    [Fact]
    public void Ending_a_job_ends_all_it_started()
    {
        var executor = Open();
        executor.Submit(Shell("a", "sleep 61 & echo $!; sleep 62"));
        Until(executor, () => File.Exists(executor.LogOf("a")) && File.ReadAllText(executor.LogOf("a")).EndsWith('\n'));
        var child = int.Parse(File.ReadAllText(executor.LogOf("a")).Trim());
        Assert.True(executor.End("a"));
        Assert.Null(Ended(executor, "a").ExitCode);
        Until(executor, () => !IsAlive(child));
        Assert.False(executor.End("a"));
    }

    [Fact]
    public void Another_process_of_the_same_number_is_not_taken_for_the_job()
    {
        var first = Open();
        first.Submit(Shell("a", "sleep 60"));
        Until(first, () => File.Exists(Path.Combine(folder, "a.process")));
        var stat = File.ReadAllText(Path.Combine(folder, "a.process"));
        // As after a restart of the machine: the number belongs to a process that began at another time.
        var fields = stat.Split(' ');
        fields[21] = "1";
        File.WriteAllText(Path.Combine(folder, "a.process"), string.Join(' ', fields));
        var second = Open();
        second.Look();
        Assert.Equal(JobState.Ended, Assert.Single(second.All).State);
        Assert.Null(second.All[0].ExitCode);
    }

    [Fact]
    public void A_damaged_file_of_a_job_does_not_hold_up_the_others()
    {
        File.WriteAllText(Path.Combine(folder, "x.json"), "{ torn");
        var executor = Open();
        executor.Submit(Shell("a", "true"));
        Assert.Equal(0, Ended(executor, "a").ExitCode);
    }

    LocalExecutor Open(JobLimits? limits = null)
    {
        var executor = new LocalExecutor(folder, limits ?? new(4, 4, 10_000), TimeProvider.System);
        executors.Add(executor);
        return executor;
    }

    JobRequest Shell(string id, string script) => new(id, "sh", ["-c", script], folder) { MemoryMb = 10 };

    static JobStatus Ended(LocalExecutor executor, string id)
    {
        Until(executor, () => executor.All.Single(job => job.Id == id).State == JobState.Ended);
        return executor.All.Single(job => job.Id == id);
    }

    static void Until(LocalExecutor executor, Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        executor.Look();
        while (!isSo())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "it did not come about");
            Thread.Sleep(20);
            executor.Look();
        }
    }

    static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
