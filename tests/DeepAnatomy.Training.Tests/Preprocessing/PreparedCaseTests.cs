using CsCheck;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Tests.Preprocessing;

public sealed class PreparedCaseTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly byte[] bytes;

    public PreparedCaseTests()
    {
        SmallPatients.Prepare(folder["in"], folder["cache"], 1).Dispose();
        bytes = File.ReadAllBytes(Directory.GetFiles(folder["cache"], "*.case").Single());
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_damaged_file_is_refused_or_read_within_its_bounds()
    {
        var path = folder["x.case"];
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, 3]).Sample(
            (at, value, kind) =>
            {
                var damaged = bytes.ToArray();
                damaged[kind == 0 ? at % 44 : kind == 1 ? at % 900 : at] = value;
                File.WriteAllBytes(path, kind == 3 ? damaged[..at] : damaged);
                try
                {
                    using var item = PreparedCase.Open(path);
                    item.ReadSlices(0, item.Grid.Shape.K, new short[item.Grid.Shape.Count], new byte[item.Grid.Shape.Count]);
                    for (var n = 0; n < item.PlaceCount(1); n++)
                    {
                        var (i, j, k) = item.Place(1, n);
                        Assert.True(item.Grid.Shape.Contains(i, j, k));
                    }

                    Assert.Equal(damaged.AsSpan().SequenceEqual(bytes) || damaged.AsSpan(4096).SequenceEqual(bytes.AsSpan(4096)), item.IsIntact());
                }
                catch (UnreadableImageException e)
                {
                    Assert.Contains("made anew", e.Message);
                }
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Rows_beyond_the_volume_are_misuse()
    {
        using var item = PreparedCase.Open(Directory.GetFiles(folder["cache"], "*.case").Single());
        Assert.Throws<ArgumentOutOfRangeException>(() => item.ReadRows(0, 7, 0, 1, [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => item.ReadRows(0, 1, 31, 2, [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => item.Place(1, item.PlaceCount(1)));
    }

    [Fact]
    public void A_missing_file_is_refused() => Assert.Throws<UnreadableImageException>(() => PreparedCase.Open(folder["none.case"]));
}
