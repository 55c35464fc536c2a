namespace DeepAnatomy.Server.Tests;

/// <summary>A program in the place of the trainer: writes lines of the protocol, and does at its end what it is told.</summary>
static class FakeWorker
{
    const string Start = """
        #!/bin/sh
        while [ $# -gt 0 ]; do [ "$1" = --run ] && run=$2; shift; done
        mkdir -p "$run/metrics" "$run/checkpoints"
        n=$(($(ls "$run/metrics" | wc -l) + 1))
        file="$run/metrics/session-000$n.jsonl"
        seq=0
        say() { seq=$((seq + 1)); printf '{"seq":%d,"session":%d,"time":"%s",%s}\n' $seq $n "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" "$1" >>"$file"; }
        from=$(cat "$run/checkpoints/step" 2>/dev/null || echo 0)
        say "\"kind\":\"session\",\"start_step\":$from,\"run\":\"fake\",\"host\":\"here\",\"process\":$$,\"iterations\":100,\"configuration_sha256\":\"00\""
        say '"kind":"state","state":"running","reason":""'
        step() { from=$((from + 1)); say "\"kind\":\"points\",\"step\":$from,\"values\":{\"loss\":0.5}"; }

        """;

    /// <summary>Ten steps, then it is finished.</summary>
    public const string Finishes = """
        for i in 1 2 3 4 5 6 7 8 9 10; do step; done
        say '"kind":"state","state":"finished","reason":"all is done"'
        """;

    /// <summary>Goes on until it is asked to stop, and then writes a checkpoint.</summary>
    public const string GoesOn = """
        trap 'asked=1' TERM
        while [ -z "$asked" ]; do step; sleep 0.05; done
        echo $from >"$run/checkpoints/step"
        say '"kind":"state","state":"stopped","reason":"stopped on request"'
        """;

    /// <summary>Says what is wrong before it begins anything.</summary>
    public const string Refuses = "echo 'configuration.yaml:3: data.path: there is nothing.' >&2; exit 2";

    /// <summary>Writes the program.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="end">What it does after it has begun.</param>
    /// <param name="begins">Whether it begins a session at all.</param>
    public static string Write(string folder, string end, bool begins = true)
    {
        var path = Path.Combine(folder, $"worker-{Guid.NewGuid():N}.sh");
        File.WriteAllText(path, ((begins ? Start : "#!/bin/sh\n") + end + "\n").ReplaceLineEndings("\n"));
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The worker of the tests is a script of a shell.");
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
