namespace DeepAnatomy.Server.Hosting;

/// <summary>Options in the order they were given.</summary>
sealed class GivenArguments
{
    readonly List<(string Name, string Value)> given = [];

    public void Add(string name, string value) => given.Add((name, value));

    public bool Has(string name) => given.Any(option => option.Name == name);

    public string? Last(string name) => All(name).LastOrDefault();

    public IEnumerable<string> All(string name) => given.Where(option => option.Name == name).Select(option => option.Value);
}
