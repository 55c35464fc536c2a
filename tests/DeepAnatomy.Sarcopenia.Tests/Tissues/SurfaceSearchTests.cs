using DeepAnatomy.Sarcopenia.Tissues;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Tissues;

public sealed class SurfaceSearchTests
{
    const int Slices = 6, Angles = 24, Depths = 20;

    [Fact]
    public void Clear_data_are_followed_exactly()
    {
        var cost = Cost((k, a) => 5 + ((k + (a / 4)) % 6), (_, _) => true);
        var found = SurfaceSearch.Find(cost, Slices, Angles, Depths, closed: true, Steps(0.1f), Steps(0.1f));
        for (var k = 0; k < Slices; k++)
        {
            for (var a = 0; a < Angles; a++)
            {
                Assert.Equal(5 + ((k + (a / 4)) % 6), found[(k * Angles) + a]);
            }
        }
    }

    [Fact]
    public void Gaps_without_data_are_bridged_from_their_neighbours()
    {
        var cost = Cost((_, _) => 9, (k, a) => a is < 8 or > 12 || k is 0 or 5);
        Assert.All(SurfaceSearch.Find(cost, Slices, Angles, Depths, closed: true, Steps(1), Steps(1)), d => Assert.Equal(9, d));
    }

    static float[] Cost(Func<int, int, int> depth, Func<int, int, bool> hasData)
    {
        var cost = new float[Slices * Angles * Depths];
        for (var n = 0; n < cost.Length; n++)
        {
            var (k, a, d) = (n / Depths / Angles, n / Depths % Angles, n % Depths);
            cost[n] = hasData(k, a) ? 10 * Math.Abs(d - depth(k, a)) : 0;
        }

        return cost;
    }

    static float[] Steps(float step) => [.. Enumerable.Repeat(step, Angles)];
}
