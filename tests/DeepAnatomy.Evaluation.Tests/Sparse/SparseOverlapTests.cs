using CsCheck;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Evaluation.Sparse;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Sparse;

public class SparseOverlapTests
{
    const ushort Undefined = 0, Background = 1, Muscle = 2, Uncertain = 9;
    static readonly Grid Grid = new(new Shape(6, 5, 2), new Spacing(1, 1, 1));

    [Fact]
    public void Every_reading_of_the_uncertain_voxels_lies_in_the_interval_and_its_ends_are_reached() => Gen.Select(Gen.Int[0, 3].Array[60], Gen.Bool.Array[60], Gen.Bool.Array[60]).Sample((marks, says, reading) =>
    {
        var reference = Volume<ushort>.Adopt(Grid, [.. marks.Select(m => new[] { Undefined, Background, Muscle, Uncertain }[m])]);
        var prediction = Volume<ushort>.Adopt(Grid, [.. says.Select(s => s ? Muscle : Background)]);
        var s = SparseOverlap.Of(prediction, reference, Muscle, [Undefined], Uncertain);
        double Read(Func<int, bool> isMuscle) => ConfusionMatrix.Of(
            prediction,
            Volume<ushort>.Adopt(Grid, [.. marks.Select((m, n) => m == 3 ? (isMuscle(n) ? Muscle : Background) : reference.Voxels[n])]),
            Volume<byte>.Adopt(Grid, [.. marks.Select(m => (byte)(m == 0 ? 0 : 1))])).Of(Muscle).Dice;
        Golden.Near([s.DiceLow, s.DiceHigh], [Read(n => !says[n]), Read(n => says[n])], 1e-12);
        var other = Read(n => reading[n]);
        Assert.True(double.IsNaN(other) || double.IsNaN(s.DiceLow) || (other >= s.DiceLow - 1e-12 && other <= s.DiceHigh + 1e-12));
        Assert.Equal(marks.Count(m => m != 0) / 60.0, s.DefinedFraction, 12);
    });
}
