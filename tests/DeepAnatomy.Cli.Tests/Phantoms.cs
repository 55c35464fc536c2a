namespace DeepAnatomy.Cli.Tests;

/// <summary>Small synthetic patients for the command line.</summary>
static class Phantoms
{
    /// <summary>Makes <c>patient-0001</c> in a folder, coarse and quick, and returns the path of its CT.</summary>
    public static string Small(TemporaryFolder folder, params string[] options)
    {
        CliRun.Of(["phantom", folder.Path, "--seed", "3", "--pixel-mm", "2.5", "--slice-mm", "5", .. options]).Succeeds();
        return folder["patient-0001/ct.nii.gz"];
    }
}
