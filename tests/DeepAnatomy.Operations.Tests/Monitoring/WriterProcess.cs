using System.Diagnostics;
using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Operations.Tests.Monitoring;

/// <summary>A process that writes into a store.</summary>
static class WriterProcess
{
    public const int StepsPerBatch = 20;

    /// <summary>Small, so that segments are written and merged all the time.</summary>
    public static readonly SeriesOptions Small = new() { LivePoints = 500, Segments = 3 };

    /// <summary>Batch after batch, from where the store is; says after each what is acknowledged.</summary>
    public static int Write(string folder, int batches)
    {
        using var run = RunSeries.Open(folder, Small);
        for (var n = 0; n < batches; n++)
        {
            var answer = run.Append(LinesFrom(run.Sessions.FirstOrDefault()?.Acknowledged ?? 0));
            if (answer.Problem is not null)
            {
                return 1;
            }

            Console.Out.WriteLine(answer.Seq);
            Console.Out.Flush();
            run.Tidy();
        }

        return 0;
    }

    /// <summary>Writes until the disk is full, makes room, and goes on: the file <c>room</c> in the folder above is deleted for it.</summary>
    public static int Fill(string folder)
    {
        using var run = RunSeries.Open(folder, Small);
        long seq = 0;
        var hasRoom = false;
        var after = 0;
        while (after < 50)
        {
            var answer = run.Append(LinesFrom(seq));
            if (answer.Seq < seq)
            {
                return 1;
            }

            seq = answer.Seq;
            after += hasRoom && answer.Problem is null ? 1 : 0;
            if (answer.Problem is { Kind: LineProblemKind.NotWritable })
            {
                if (hasRoom || run.State.IsWritable)
                {
                    return 3;
                }

                File.Delete(Path.Combine(folder, "..", "room"));
                hasRoom = true;
            }
        }

        run.Dispose();
        using var again = RunSeries.Open(folder);
        var summary = again.Summary("loss")!;
        Console.Out.WriteLine($"{seq} {again.Sessions[0].Acknowledged} {summary.Points} {summary.LastValue}");
        return 0;
    }

    /// <summary>The next lines after one: the first begins the session, then line n + 1 is step n with the value n.</summary>
    public static byte[] LinesFrom(long acknowledged)
    {
        var lines = new ProtocolLines();
        lines.Skip((int)acknowledged);
        for (var n = acknowledged; n < acknowledged + StepsPerBatch; n++)
        {
            _ = n == 0 ? lines.Begin() : lines.Points(n, ("loss", n), ("rate", -n));
        }

        return lines.Bytes;
    }

    /// <param name="arguments">Of the program.</param>
    /// <param name="wrapper">A command that the program is given to; empty for none.</param>
    public static Process Start(string[] arguments, params string[] wrapper)
    {
        string[] command = [.. wrapper, "dotnet", typeof(WriterProcess).Assembly.Location, .. arguments];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
