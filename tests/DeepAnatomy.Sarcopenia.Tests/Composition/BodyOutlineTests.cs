using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Sarcopenia.Tests.Composition;

public sealed class BodyOutlineTests
{
    /// <summary>Half a percent: less than the reading error of a tape on a 100 cm waist.</summary>
    const double Relative = 0.005;

    static byte[] Ellipse(Shape shape, Spacing spacing, double aMm, double bMm)
    {
        var mask = new byte[shape.SliceCount];
        for (var j = 0; j < shape.J; j++)
        {
            for (var i = 0; i < shape.I; i++)
            {
                double x = (i - ((shape.I - 1) / 2.0)) * spacing.IMm, y = (j - ((shape.J - 1) / 2.0)) * spacing.JMm;
                mask[(j * shape.I) + i] = (x * x / (aMm * aMm)) + (y * y / (bMm * bMm)) <= 1 ? (byte)1 : (byte)0;
            }
        }

        return mask;
    }

    /// <summary>Ramanujan's second formula; exact to 1e-5 for these shapes.</summary>
    static double Perimeter(double a, double b)
    {
        var h = (a - b) * (a - b) / ((a + b) * (a + b));
        return Math.PI * (a + b) * (1 + (3 * h / (10 + Math.Sqrt(4 - (3 * h)))));
    }

    [Fact]
    public void The_circumference_of_an_ellipse_is_right_at_any_spacing() => Gen.Select(Gen.Double[90, 190], Gen.Double[80, 140], Gen.Double[0.7, 3]).Sample(
        (a, b, mm) =>
        {
            var shape = new Shape((int)(420 / mm), (int)(320 / mm), 1);
            var outline = BodyOutline.Of(Ellipse(shape, new(mm, mm, 5), a, b), shape, new(mm, mm, 5));
            var expected = Perimeter(a, b);
            Assert.InRange(outline.PerimeterMm, expected * (1 - Relative), expected * (1 + Relative));
            Assert.InRange(outline.HullPerimeterMm, expected * (1 - Relative), expected * (1 + Relative));
            Assert.InRange(outline.WidthMm, (2 * a) - (1.5 * mm), (2 * a) + mm);
        },
        iter: 20);

    [Fact]
    public void A_tape_lies_over_a_furrow_that_the_outline_follows()
    {
        var (shape, spacing) = (new Shape(300, 240, 1), new Spacing(1, 1, 5));
        var mask = Ellipse(shape, spacing, 130, 100);
        var whole = BodyOutline.Of(mask, shape, spacing);
        for (var j = 190; j < 240; j++)
        {
            mask.AsSpan((j * 300) + 140, 20).Clear();
        }

        var furrowed = BodyOutline.Of(mask, shape, spacing);
        Assert.True(furrowed.PerimeterMm > whole.PerimeterMm + 30);
        Assert.InRange(furrowed.HullPerimeterMm, whole.HullPerimeterMm - 2, whole.HullPerimeterMm + 2);
    }

    [Fact]
    public void A_table_a_sheet_and_bowel_gas_are_not_the_outline()
    {
        var (shape, spacing) = (new Shape(200, 160, 1), new Spacing(2, 2, 5));
        var body = Ellipse(shape, spacing, 150, 100);
        var hu = body.Select(b => b != 0 ? (short)30 : (short)-1000).ToArray();
        for (var i = 10; i < 190; i++)
        {
            hu[(131 * 200) + i] = 100;
        }

        for (var i = 90; i < 110; i++)
        {
            hu[(80 * 200) + i] = -900;
        }

        var mask = BodyMask.OfSlice(Volume<short>.Adopt(new(shape, spacing), hu), 0);
        Assert.InRange(mask.Zip(body).Count(p => p.First != p.Second), 0, 60);
        Assert.Equal(1, mask[(80 * 200) + 100]);
    }

    [Fact]
    public void An_empty_mask_has_no_outline() => Assert.Equal(default, BodyOutline.Of(new byte[100], new(10, 10, 1), new(1, 1, 1)));
}
