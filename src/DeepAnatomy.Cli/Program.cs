namespace DeepAnatomy.Cli;

static class Program
{
    static int Main(string[] args) => args.Length > 100 ? 1 : 0;
}
