using System.Text;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Hosting;

public class ApiDocumentTests
{
    /// <summary>The text was approved; when the code says another, it is left in <c>artifacts/contracts</c> to be looked at and copied.</summary>
    [Fact]
    public async Task The_description_of_the_API_is_the_approved_one()
    {
        await using var server = await RunningServer.StartAsync();
        var text = (await (await server.ProgramAsync(Role.Viewer)).GetStringAsync("/api/openapi.json")).ReplaceLineEndings("\n") + "\n";
        var approved = Path.Combine(ReferenceData.ProjectRoot, "contracts", "openapi.json");
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == text)
        {
            return;
        }

        var made = Directory.CreateDirectory(Path.Combine(ReferenceData.ProjectRoot, "artifacts", "contracts")).FullName;
        await File.WriteAllTextAsync(Path.Combine(made, "openapi.json"), text, new UTF8Encoding(false));
        Assert.Fail("contracts/openapi.json is not what the code says; the new text is artifacts/contracts/openapi.json.");
    }
}
