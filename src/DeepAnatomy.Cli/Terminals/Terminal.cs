using System.Diagnostics;

namespace DeepAnatomy.Cli.Terminals;

/// <summary>Where a command writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>; progress only where a person looks.</summary>
sealed class Terminal(TextWriter output, TextWriter error, bool showsProgress)
{
    public TextWriter Out => output;

    public TextWriter Error => error;

    public bool ShowsProgress => showsProgress;

    /// <summary>Whether progress shows every step at once, however fast steps follow each other.</summary>
    public bool ShowsEveryStep { get; init; }

    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Starts a progress line; it appears when the work has taken longer than a second, and goes when disposed.</summary>
    public ProgressLine Progress(string what) => new(this, what);

    /// <summary>Says something to a person that is not a result.</summary>
    public void Note(string text) => error.WriteLine(text);

    /// <summary>One line on the terminal that is drawn over: what is done now, a bar, the seconds.</summary>
    public sealed class ProgressLine(Terminal terminal, string what) : IDisposable
    {
        const int BarWidth = 30;
        readonly long started = Stopwatch.GetTimestamp();
        readonly Lock gate = new();
        long lastDrawn;
        bool isDrawn;
        string step = what;

        /// <summary>Reports a step and how much of the whole is done, 0 … 1.</summary>
        public void Report(string name, double fraction)
        {
            if (!terminal.ShowsProgress)
            {
                return;
            }

            lock (gate)
            {
                step = name;
                if (!terminal.ShowsEveryStep && (Stopwatch.GetElapsedTime(started).TotalSeconds < 1 || (isDrawn && Stopwatch.GetElapsedTime(lastDrawn).TotalMilliseconds < 100)))
                {
                    return;
                }

                (lastDrawn, isDrawn) = (Stopwatch.GetTimestamp(), true);
                var filled = (int)Math.Round(Math.Clamp(fraction, 0, 1) * BarWidth);
                terminal.Error.Write($"\r\x1b[2K{new string('━', filled)}{new string('─', BarWidth - filled)} {fraction,4:P0}  {step}  {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
                terminal.Error.Flush();
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                if (isDrawn)
                {
                    terminal.Error.Write("\r\x1b[2K");
                    terminal.Error.Flush();
                }
            }
        }
    }
}
