using System.Text;

namespace DeepAnatomy.Networks.Tests.Documents;

/// <summary>Holds schemas made from the code to the files of the folder <c>contracts</c>.</summary>
static class Contracts
{
    public static string Path(string name) => System.IO.Path.Combine(ReferenceData.ProjectRoot, "contracts", name);

    /// <summary>The file must be what the code makes; when it is not, the new text is left in <c>artifacts/contracts</c> to be looked at and copied.</summary>
    public static void MustBe(string name, string schema)
    {
        if (File.Exists(Path(name)) && File.ReadAllText(Path(name)) == schema)
        {
            return;
        }

        var made = Directory.CreateDirectory(System.IO.Path.Combine(ReferenceData.ProjectRoot, "artifacts", "contracts")).FullName;
        File.WriteAllText(System.IO.Path.Combine(made, name), schema, new UTF8Encoding(false));
        Assert.Fail($"contracts/{name} is not what the code says; the new text is artifacts/contracts/{name}.");
    }
}
