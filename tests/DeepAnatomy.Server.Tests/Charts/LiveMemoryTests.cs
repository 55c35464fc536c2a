using System.Text;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Charts;

namespace DeepAnatomy.Server.Tests.Charts;

public sealed class LiveMemoryTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-live-").FullName;
    readonly List<SeriesVolume> volumes = [];

    public void Dispose()
    {
        volumes.ForEach(volume => volume.Series.Value.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Runs_that_rest_give_their_memory_back_before_those_that_grow_and_the_large_ones_first()
    {
        _ = Volume(20);
        var (large, growing) = (Volume(60), Volume(50));
        // Points have two values each.
        Assert.Empty(LiveMemory.Surplus(volumes, most: 260));
        var lines = new ProtocolLines().Session(0).Points(1, 70);
        growing.Series.Value.Append(Encoding.UTF8.GetBytes(lines.Text));
        Assert.Equal([large], LiveMemory.Surplus(volumes, most: 260));
        large.Series.Value.Spill();
        Assert.Equal([growing], LiveMemory.Surplus(volumes, most: 100));
        growing.Series.Value.Spill();
        Assert.Empty(LiveMemory.Surplus(volumes, most: 100));
        Assert.Equal([40L, 0, 0], volumes.Select(volume => volume.Series.Value.LivePoints));
        Assert.Equal([20L, 60, 70], volumes.Select(volume => volume.Series.Value.Summary("loss")!.Points));
    }

    SeriesVolume Volume(int points)
    {
        var path = Path.Combine(folder, $"{volumes.Count}");
        var volume = new SeriesVolume(() => RunSeries.Open(path));
        volume.Series.Value.Append(Encoding.UTF8.GetBytes(new ProtocolLines().Session(0).Points(1, points).Text));
        volumes.Add(volume);
        return volume;
    }
}
