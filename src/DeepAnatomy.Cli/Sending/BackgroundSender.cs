using System.Diagnostics;

namespace DeepAnatomy.Cli.Sending;

/// <summary>Sends lines on a thread of its own while a training writes them; the training never waits for it.</summary>
sealed class BackgroundSender : IDisposable
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(30), LastPause = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource stop = new();
    readonly ManualResetEventSlim ending = new();
    readonly LineSender sender;
    readonly Action<string> say;
    readonly Thread thread;
    volatile bool isDone;

    /// <param name="sender">What sends; belongs to this from now on.</param>
    /// <param name="say">Takes a sentence for the user.</param>
    public BackgroundSender(LineSender sender, Action<string> say)
    {
        (this.sender, this.say) = (sender, say);
        thread = new Thread(Run) { IsBackground = true, Name = "lines to the server", Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    /// <summary>Nothing more is written: waits until all is sent, but no longer than a time.</summary>
    /// <returns>Lines that the server does not have.</returns>
    public long Finish(TimeSpan patience)
    {
        ending.Set();
        var started = Stopwatch.GetTimestamp();
        while (!isDone && Stopwatch.GetElapsedTime(started) < patience)
        {
            Thread.Sleep(10);
        }

        stop.Cancel();
        thread.Join();
        return sender.Unsent();
    }

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        sender.Dispose();
        stop.Dispose();
        ending.Dispose();
    }

    void Run()
    {
        var failures = 0;
        while (!isDone && !stop.IsCancellationRequested)
        {
            try
            {
                var wasEnding = ending.IsSet;
                if (sender.SendBatch(stop.Token))
                {
                    failures = 0;
                }
                else
                {
                    isDone = wasEnding;
                    ending.Wait(BetweenLooks, stop.Token);
                }
            }
            catch (SendingException error)
            {
                failures++;
                Tell(error, failures);
                isDone = error.IsFinal;
                Pause(PauseAfter(error, failures));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                say($"Lines are not sent any more: {error.Message}");
                isDone = true;
            }
        }
    }

    // At the end the server is asked again at once, and then often: there is little time left.
    void Pause(TimeSpan pause)
    {
        if (ending.IsSet)
        {
            stop.Token.WaitHandle.WaitOne(pause < LastPause ? pause : LastPause);
        }
        else
        {
            WaitHandle.WaitAny([stop.Token.WaitHandle, ending.WaitHandle], pause);
        }
    }

    void Tell(SendingException error, int failures)
    {
        if (error.IsFinal || failures == 1)
        {
            say($"Lines do not reach the server: {error.Message}. {(error.IsFinal ? "They stay in the files of the run" : "They stay in the files of the run and are sent when it is there again")}.");
        }
    }

    static TimeSpan PauseAfter(SendingException error, int failures)
    {
        var usual = TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, failures - 1), LongestPause.TotalMilliseconds));
        return error.RetryAfter is { } wanted && wanted > usual ? TimeSpan.FromTicks(Math.Min(wanted.Ticks, LongestPause.Ticks)) : usual;
    }
}
