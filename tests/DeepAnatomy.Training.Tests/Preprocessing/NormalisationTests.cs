using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Tests.Preprocessing;

public class NormalisationTests
{
    [Fact]
    public void A_window_becomes_minus_one_to_one_and_cuts()
    {
        var values = new float[21];
        Normalisation.Window(-200, 300).Apply([-2000, -200, 50, 175, 300, 3000, .. new short[15]], values);
        Assert.Equal([-1, -1, 0, 0.5f, 1, 1, -0.2f], values[..7].Select(v => MathF.Round(v, 6)));
        Assert.Equal(-0.2f, values[20], 6);
    }

    [Fact]
    public void An_empty_window_is_refused() => Assert.Throws<ArgumentException>(() => Normalisation.Window(10, 10));

    [Fact]
    public void The_body_is_found_and_a_thin_thing_beside_it_is_not()
    {
        var hu = SmallPatients.Volume((i, j, k) => j == 31 && i < 20 ? (short)500 : SmallPatients.HuAt(i, j, k), new Grid(SmallPatients.Shape, new(6, 6, 6)));
        var box = BodyBox.Find(hu, 0);
        Assert.True(box.Start.I is >= 1 and <= 3 && box.Start.J is >= 2 and <= 4, box.ToString());
        Assert.InRange(box.Start.J + box.Shape.J, 28, 30);
        Assert.Equal(6, box.Shape.K);
        Assert.Equal(BodyBox.Whole(SmallPatients.Shape), BodyBox.Find(SmallPatients.Volume((_, _, _) => (short)-1000), 0));
    }
}
