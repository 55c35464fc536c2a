using System.Globalization;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Collects every value that is out of range, so that a user sees all problems at once.</summary>
sealed class RangeCheck
{
    readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    public RangeCheck Hold(string name, double value, double low, double high) =>
        Demand(value >= low && value <= high, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, it must lie between {low} and {high}."));

    public RangeCheck Demand(bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add(problem);
        }

        return this;
    }
}
