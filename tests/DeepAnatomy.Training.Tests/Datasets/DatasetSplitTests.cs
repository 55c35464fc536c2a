using CsCheck;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Tests.Datasets;

public sealed class DatasetSplitTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static Dataset Dataset(params int[] scansPerPatient)
    {
        List<string> problems = [];
        var cases = scansPerPatient.SelectMany((n, p) => Enumerable.Range(0, n).Select(s => new DatasetCase($"p{p}s{s}", $"p{p}", $"i{p}{s}", "l")));
        return new("d", [.. cases], SmallPatients.Set, ClassScheme.Build(SmallPatients.Set, [], problems)!);
    }

    [Fact]
    public void Patients_are_never_torn_and_every_case_validates_once()
    {
        Gen.Select(Gen.Int[1, 4].Array[5, 30], Gen.Int[2, 5], Gen.Int[0, 1000]).Sample((scans, folds, seed) =>
        {
            var dataset = Dataset(scans);
            var split = DatasetSplit.Create(dataset, new() { Folds = folds, Seed = seed });
            Assert.Equal(dataset.Cases.Length, split.Folds.Sum(f => f.Length));
            Assert.All(Enumerable.Range(0, folds), f =>
            {
                Assert.Empty(split.Training(f).Select(Patient).Intersect(split.Validation(f).Select(Patient)));
                Assert.NotEmpty(split.Validation(f));
                Assert.Equal(dataset.Cases.Length, split.Training(f).Length + split.Validation(f).Length);
            });
            Assert.InRange(split.Folds.Max(f => f.Length) - split.Folds.Min(f => f.Length), 0, 4);
        });
    }

    [Fact]
    public void The_seed_decides_and_the_order_of_cases_does_not()
    {
        var dataset = Dataset([.. Enumerable.Repeat(1, 20)]);
        var reversed = dataset with { Cases = [.. dataset.Cases.Reverse()] };
        string Text(Dataset d, int seed) => string.Join('|', DatasetSplit.Create(d, new() { Seed = seed }).Folds.Select(f => string.Join(',', f)));
        Assert.Equal(Text(dataset, 1), Text(reversed, 1));
        Assert.NotEqual(Text(dataset, 1), Text(dataset, 2));
    }

    [Fact]
    public void A_split_is_stored_and_read_for_the_same_cases_only()
    {
        var dataset = Dataset(2, 1, 1, 1, 1, 1);
        var split = DatasetSplit.Create(dataset, new());
        split.Write(folder["split.json"]);
        var read = DatasetSplit.Read(folder["split.json"], dataset);
        Assert.Equal(split.Folds.SelectMany(f => f), read.Folds.SelectMany(f => f));
        Assert.Throws<UnusableDatasetException>(() => DatasetSplit.Read(folder["split.json"], Dataset(1, 1, 1, 1, 1)));
        (split with { Folds = [.. split.Folds.Skip(1)] }).Write(folder["split.json"]);
        Assert.Throws<UnusableDatasetException>(() => DatasetSplit.Read(folder["split.json"], dataset));
        (split with { Folds = [["p0s0"], [.. dataset.Cases.Select(c => c.Id).Where(id => id != "p0s0")]] }).Write(folder["split.json"]);
        Assert.Contains("several folds", Assert.Throws<UnusableDatasetException>(() => DatasetSplit.Read(folder["split.json"], dataset)).Message);
        foreach (var damaged in new[] { "", "null", "{}", "[1]", "{\"datasetHash\":\"\",\"seed\":1,\"folds\":[null]}" })
        {
            File.WriteAllText(folder["split.json"], damaged);
            Assert.Throws<UnusableDatasetException>(() => DatasetSplit.Read(folder["split.json"], dataset));
        }
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(2, 2)]
    [InlineData(2, -1)]
    public void A_split_that_leaves_a_fold_empty_is_refused(int folds, int fold) =>
        Assert.Throws<UnusableDatasetException>(() => DatasetSplit.Create(Dataset(1, 1, 3), new() { Folds = folds, Fold = fold }));

    static string Patient(string id) => id[..id.IndexOf('s')];
}
