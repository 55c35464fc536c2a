using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench;

/// <summary>A peer that is a Python script in <c>bench/peers</c>: it gets the input's file and shape, times itself, and prints one line of JSON.</summary>
static class PythonPeer
{
    /// <summary>Debian's Python, which finds Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    const int NotInstalled = 3;

    /// <summary>Whether there is a Python.</summary>
    public static bool IsThere => File.Exists(Python);

    /// <summary>Runs <c>bench/peers/SCRIPT INPUT K J I ARGUMENTS…</c>; null when the script says (exit code 3) that the peer is not installed.</summary>
    /// <param name="script">File name below <c>bench/peers</c>.</param>
    /// <param name="volume">Written as raw voxels, i fastest.</param>
    /// <param name="arguments">Passed on.</param>
    public static Measurement? Run<T>(string script, Volume<T> volume, params string[] arguments)
        where T : unmanaged
    {
        var input = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(input))
            {
                for (var k = 0; k < volume.Shape.K; k++)
                {
                    file.Write(MemoryMarshal.AsBytes(volume.Slice(k)));
                }
            }

            return Run(script, [input, $"{volume.Shape.K}", $"{volume.Shape.J}", $"{volume.Shape.I}", .. arguments]);
        }
        finally
        {
            File.Delete(input);
        }
    }

    /// <summary>Runs <c>bench/peers/SCRIPT ARGUMENTS…</c>; null when the script says (exit code 3) that the peer is not installed.</summary>
    public static Measurement? Run(string script, params string[] arguments)
    {
        if (!IsThere)
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(Folder(), script), .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == NotInstalled)
        {
            return null;
        }

        var answer = process.ExitCode == 0 ? JsonSerializer.Deserialize<Answer>(output) : null;
        if (answer is null)
        {
            throw new InvalidOperationException($"{script} ended with exit code {process.ExitCode}.");
        }

        Array.Sort(answer.Seconds);
        return new(answer.Seconds[answer.Seconds.Length / 2], answer.Seconds[0], answer.Seconds.Length, answer.Result, answer.Version);
    }

    /// <summary>Where the scripts lie.</summary>
    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var peers = Path.Combine(folder.FullName, "bench", "peers");
            if (Directory.Exists(peers))
            {
                return peers;
            }
        }

        throw new DirectoryNotFoundException("bench/peers is not above the program.");
    }

    sealed record Answer(
        [property: JsonPropertyName("seconds")] double[] Seconds,
        [property: JsonPropertyName("result")] double Result,
        [property: JsonPropertyName("version")] string Version);
}
