using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Tests.Datasets;

public sealed class DatasetReaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_of_phantoms_are_a_dataset_and_follow_ups_belong_to_their_patient()
    {
        SmallPatients.Write(folder.Path, 2);
        Directory.Move(folder["p02"], folder["p01-follow-up"]);
        File.WriteAllText(folder["clinical.csv"], "id,sex,age_years\np01,F,71.5\n");
        File.Move(folder["p01", "labels.nii.gz"], folder["p01", "truth.nii.gz"]);
        File.Move(folder["p01", "labels.labels.json"], folder["p01", "truth.labels.json"]);

        var dataset = DatasetReader.Read(new() { Path = folder.Path }).Required;

        Assert.Equal(["p01", "p01-follow-up"], dataset.Cases.Select(c => c.Id));
        Assert.All(dataset.Cases, c => Assert.Equal("p01", c.Patient));
        Assert.Equal(("F", 71.5), (dataset.Cases[0].Sex, dataset.Cases[0].AgeYears));
        Assert.Equal("small-1", dataset.LabelSet.Id);
    }

    [Fact]
    public void All_problems_of_a_folder_are_told_at_once()
    {
        var settings = SmallPatients.Write(folder.Path, 4) with { Classes = [new() { Name = "psoas_lfet" }], PatientPattern = "^x(.)" };
        File.Delete(folder["p01", "ct.nii.gz"]);
        File.Delete(folder["p02", "labels.nii.gz"]);
        File.WriteAllText(folder["p03", "labels.labels.json"], "{");

        var reading = DatasetReader.Read(settings);

        Assert.Null(reading.Dataset);
        Assert.Contains(reading.Problems, p => p.Path.EndsWith(Path.Combine("p01", "ct.nii.gz")) && p.Reason.Contains("missing"));
        Assert.Contains(reading.Problems, p => p.Reason.Contains("'p02' has no label map"));
        Assert.Contains(reading.Problems, p => p.Path.EndsWith("labels.labels.json"));
        Assert.Contains(reading.Problems, p => p.Reason.Contains("'psoas_left'"));
        Assert.Contains(reading.Problems, p => p.Reason.Contains("patient pattern"));
        Assert.All(reading.Problems, p => Assert.False(p.Remedy.EndsWith('.') || p.Reason.EndsWith('.') || p.Remedy.Length == 0));
    }

    [Fact]
    public void Unlabelled_cases_are_left_out_when_wanted()
    {
        var settings = SmallPatients.Write(folder.Path, 3) with { SkipsUnlabelled = true };
        File.Delete(folder["p02", "labels.nii.gz"]);
        var reading = DatasetReader.Read(settings);
        Assert.Equal(["p01", "p03"], reading.Required.Cases.Select(c => c.Id));
        Assert.Single(reading.Notes);
    }

    [Theory]
    [InlineData("", "no such file")]
    [InlineData("nowhere", "no such file")]
    [InlineData(".", "empty")]
    public void A_dataset_that_is_not_there_is_a_problem(string path, string reason)
    {
        var reading = DatasetReader.Read(new() { Path = path.Length == 0 ? "" : folder[path] });
        Assert.Contains(reason, Assert.Single(reading.Problems).Reason);
    }

    [Fact]
    public void Label_maps_that_mean_different_things_are_refused()
    {
        var settings = SmallPatients.Write(folder.Path, 2);
        LabelNamesFile.Write(folder["p02", "labels.nii.gz"], new("other", [new(5, "psoas_right"), new(6, "psoas_left")]));
        Assert.Contains("mean something else", Assert.Single(DatasetReader.Read(settings).Problems).Reason);
    }

    [Fact]
    public void A_table_names_cases_patients_and_people()
    {
        SmallPatients.Write(folder.Path, 2);
        File.WriteAllText(folder["t.csv"], "case;image;label;patient;sex;age\r\na;p01/ct.nii.gz;p01/labels.nii.gz;\"one; first\";m;60.5\r\nb;p02/ct.nii.gz;p02/labels.nii.gz;;;\r\n");
        var dataset = DatasetReader.Read(new() { Path = folder["t.csv"] }).Required;
        Assert.Equal(new DatasetCase("a", "one; first", folder["p01", "ct.nii.gz"], folder["p01", "labels.nii.gz"], "M", 60.5), dataset.Cases[0]);
        Assert.Equal("b", dataset.Cases[1].Patient);
    }

    [Fact]
    public void A_table_tells_all_its_mistakes()
    {
        SmallPatients.Write(folder.Path, 1);
        File.WriteAllText(folder["t.csv"], "case,image,label,sex,age\na,p01/ct.nii.gz,p01/labels.nii.gz,q,old\na,p01/ct.nii.gz,p01/labels.nii.gz,,\n,x,,,\nc,no.nii.gz,,,\n");
        var problems = DatasetReader.Read(new() { Path = folder["t.csv"] }).Problems;
        foreach (var part in new[] { "sex 'q'", "age 'old'", "'a' is there 2 times", "several cases", "line 4 has no case", "'c' has no label map", "the image is missing" })
        {
            Assert.Contains(problems, p => p.Reason.Contains(part));
        }
    }

    [Fact]
    public void A_table_without_a_column_names_the_likely_one()
    {
        File.WriteAllText(folder["t.csv"], "case,image,labels\na,b,c\n");
        Assert.Contains("'labels'", Assert.Single(DatasetReader.Read(new() { Path = folder["t.csv"] }).Problems, p => p.Reason.Contains("column")).Remedy);
    }

    [Fact]
    public void Grids_that_do_not_match_and_unknown_labels_and_empty_maps_are_found_in_the_files()
    {
        var settings = SmallPatients.Write(folder.Path, 4);
        var shifted = new Grid(SmallPatients.Shape, new(1.5, 1.5, 4), new(-29, -20, 100), Orientation.Lps);
        ImageFile.WriteLabelMap(folder["p01", "labels.nii.gz"], new(SmallPatients.Volume(SmallPatients.LabelAt, shifted), SmallPatients.Set));
        ImageFile.WriteLabelMap(folder["p02", "labels.nii.gz"], new(SmallPatients.Volume((i, j, k) => i == 0 ? (ushort)77 : SmallPatients.LabelAt(i, j, k)), SmallPatients.Set));
        ImageFile.WriteLabelMap(folder["p03", "labels.nii.gz"], new(SmallPatients.Volume((_, _, _) => (ushort)0), SmallPatients.Set));

        var dataset = DatasetReader.Read(settings).Required;
        var problems = DatasetCheck.Run(dataset, readsVoxels: true);

        Assert.Equal(3, problems.Length);
        Assert.Contains("grid", problems[0].Reason);
        Assert.Contains("77", problems[1].Reason);
        Assert.Contains("no voxel of any class", problems[2].Reason);
        Assert.Single(DatasetCheck.Run(dataset, readsVoxels: false));
    }
}
