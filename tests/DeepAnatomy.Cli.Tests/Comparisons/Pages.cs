using System.Text.RegularExpressions;

namespace DeepAnatomy.Cli.Tests.Comparisons;

/// <summary>What holds of every report page.</summary>
static class Pages
{
    /// <summary>Asserts that a page needs nothing from elsewhere and shows no number that is none (pictures are text by chance, so they are left out).</summary>
    public static void StandAlone(string page)
    {
        var text = Regex.Replace(page, "data:image/png;base64,[A-Za-z0-9+/=]*", "").Replace("http://www.w3.org/2000/svg", "");
        Assert.DoesNotContain("http", text);
        Assert.DoesNotContain("NaN", text);
        Assert.DoesNotContain("∞", text);
    }
}
