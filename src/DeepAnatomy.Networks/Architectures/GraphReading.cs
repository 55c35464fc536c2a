using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

static class GraphReading
{
    public static GraphArchitecture? Read(DocumentNode graph, ProblemList problems)
    {
        problems.Add(graph, "network", "not yet");
        return null;
    }
}
