using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>Runs jobs on this machine, first come first served within limits. Jobs are in files: they go on when this program ends, and the next one finds them again.</summary>
public sealed partial class LocalExecutor
{
    readonly Lock gate = new();
    readonly JobFiles files;
    readonly JobLimits limits;
    readonly TimeProvider clock;
    readonly SortedDictionary<long, QueuedJob> jobs = [];
    readonly Channel<JobStatus> changes = Channel.CreateUnbounded<JobStatus>(new() { SingleReader = true });
    long lastNumber;

    /// <summary>Opens a folder of jobs and takes up those that are in it.</summary>
    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="limits">What all jobs may use together.</param>
    /// <param name="clock">For the pace of looking.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public LocalExecutor(string folder, JobLimits limits, TimeProvider clock)
    {
        (files, this.limits, this.clock) = (new(folder), limits, clock);
        var boot = ProcessStamp.CurrentBoot();
        foreach (var stored in files.All())
        {
            var job = new QueuedJob(stored);
            if (files.HasBegun(job.Request.Id))
            {
                job.Stamp = files.ProcessOf(job.Request.Id, boot);
                job.Status = job.Status with { State = JobState.Running, Process = job.Stamp?.Process };
            }

            jobs.Add(stored.Number, job);
            lastNumber = stored.Number;
        }
    }

    /// <summary>Every change of a job, in order; for one reader.</summary>
    public ChannelReader<JobStatus> Changes => changes.Reader;

    /// <summary>All jobs that were not forgotten, oldest first.</summary>
    public IReadOnlyList<JobStatus> All
    {
        get
        {
            lock (gate)
            {
                return [.. jobs.Values.Select(job => job.Status)];
            }
        }
    }

    /// <summary>The file with what a job printed.</summary>
    public string LogOf(string id) => files.LogOf(id);

    /// <summary>Puts a job in the queue; it is on the disk when this returns.</summary>
    /// <exception cref="JobRefusedException">It needs more than the limits, or its name is taken.</exception>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public void Submit(JobRequest request)
    {
        if (!NamePattern().IsMatch(request.Id))
        {
            throw new ArgumentException($"'{request.Id}' is no name of a job.", nameof(request));
        }

        if (request.Processors > limits.Processors || request.MemoryMb > limits.MemoryMb)
        {
            throw new JobRefusedException($"The job needs {request.Processors} processors and {request.MemoryMb} MB; all jobs together may use {limits.Processors} and {limits.MemoryMb} MB. Ask for less, or raise the limits of the server.");
        }

        lock (gate)
        {
            if (Find(request.Id) is not null)
            {
                throw new JobRefusedException($"There is a job {request.Id} already.");
            }

            var job = new QueuedJob(new(++lastNumber, request));
            files.Write(job.Stored);
            jobs.Add(job.Stored.Number, job);
            changes.Writer.TryWrite(job.Status);
        }
    }

    /// <summary>Asks a job to end (SIGTERM); one that waits ends without having begun.</summary>
    /// <returns>Whether there is such a job that is not over.</returns>
    public bool Ask(string id) => Signal(id, ProcessGroup.Ask);

    /// <summary>Ends a job at once (SIGKILL) with all processes it started.</summary>
    /// <returns>Whether there is such a job that is not over.</returns>
    public bool End(string id) => Signal(id, ProcessGroup.End);

    /// <summary>Removes the files of a job that is over.</summary>
    public void Forget(string id)
    {
        lock (gate)
        {
            if (Find(id) is { Status.State: JobState.Ended } job)
            {
                jobs.Remove(job.Stored.Number);
                files.Delete(id);
            }
        }
    }

    /// <summary>Looks after the jobs until cancelled; jobs go on then.</summary>
    /// <param name="pace">Time between two looks.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(TimeSpan pace, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(pace, clock);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Notices jobs that are over and starts those whose turn it is.</summary>
    public void Look()
    {
        lock (gate)
        {
            foreach (var job in jobs.Values.Where(job => job.Status.State == JobState.Running))
            {
                NoticeEnd(job);
            }

            var ahead = 0;
            foreach (var job in jobs.Values.Where(job => job.Status.State == JobState.Queued).ToArray())
            {
                // Strictly in order: a large job is not overtaken for ever by small ones.
                var waits = ahead > 0 ? $"{ahead} {(ahead == 1 ? "job is" : "jobs are")} before it in the queue" : Missing(job.Request);
                if (waits is null)
                {
                    Start(job);
                    continue;
                }

                Change(job, job.Status with { Waits = waits, Ahead = ahead });
                ahead++;
            }
        }
    }

    void NoticeEnd(QueuedJob job)
    {
        job.Stamp ??= files.ProcessOf(job.Request.Id, ProcessStamp.CurrentBoot());
        if (job.Stamp is { } stamp ? stamp.IsAlive() : job.Child is { HasExited: false })
        {
            // A signal waits until the process has said who it is.
            if (job is { Stamp: { } known, Signal: { } send })
            {
                job.Signal = null;
                send(known.Process);
            }

            return;
        }

        if (job.Stamp is { } gone && !gone.IsReplaced() && files.ExitCodeOf(job.Request.Id) is null)
        {
            // The shell is dead without having said how it ended; nothing of its group may stay. A number with processes in its group
            // is not given away, so what is ended here is the job's or nothing.
            ProcessGroup.End(gone.Process);
        }

        job.Child?.Dispose();
        Change(job, job.Status with { State = JobState.Ended, ExitCode = files.ExitCodeOf(job.Request.Id) });
    }

    string? Missing(JobRequest request)
    {
        var running = jobs.Values.Where(job => job.Status.State == JobState.Running).Select(job => job.Request).ToArray();
        var (processors, memory) = (limits.Processors - running.Sum(job => job.Processors), limits.MemoryMb - running.Sum(job => job.MemoryMb));
        return running.Length >= limits.Count ? $"{running.Length} of {limits.Count} jobs run"
            : request.Processors > processors ? $"needs {request.Processors} processors, {Math.Max(0, processors)} of {limits.Processors} are free"
            : request.MemoryMb > memory ? $"needs {request.MemoryMb} MB, {Math.Max(0, memory)} of {limits.MemoryMb} MB are free"
            : null;
    }

    void Start(QueuedJob job)
    {
        try
        {
            job.Child = JobLauncher.Start(job.Request, files.BaseOf(job.Request.Id));
            Change(job, job.Status with { State = JobState.Running, Waits = "", Ahead = 0, Process = job.Child.Id });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            File.AppendAllText(files.LogOf(job.Request.Id), $"The job could not be started: {error.Message}\n");
            Change(job, job.Status with { State = JobState.Ended, Waits = "" });
        }
    }

    bool Signal(string id, Action<int> send)
    {
        lock (gate)
        {
            switch (Find(id))
            {
                case { Status.State: JobState.Queued } job:
                    files.Delete(id);
                    Change(job, job.Status with { State = JobState.Ended, Waits = "" });
                    return true;
                case { Status.State: JobState.Running } job:
                    job.Signal = send;
                    NoticeEnd(job);
                    return true;
                default:
                    return false;
            }
        }
    }

    QueuedJob? Find(string id) => jobs.Values.LastOrDefault(job => job.Request.Id == id);

    void Change(QueuedJob job, JobStatus status)
    {
        if (job.Status != status)
        {
            job.Status = status;
            changes.Writer.TryWrite(status);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}$")]
    private static partial Regex NamePattern();
}
