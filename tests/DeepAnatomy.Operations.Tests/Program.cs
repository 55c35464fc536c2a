using DeepAnatomy.Operations.Tests.Monitoring;

namespace DeepAnatomy.Operations.Tests;

/// <summary>What the tests start as a process of its own.</summary>
static class Program
{
    static int Main(string[] args) => args switch
    {
        ["write", var folder, var batches] => WriterProcess.Write(folder, int.Parse(batches)),
        ["fill", var folder] => WriterProcess.Fill(folder),
        _ => 2,
    };
}
