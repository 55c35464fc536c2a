using System.Globalization;
using System.Xml.Linq;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Drawing;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras;

namespace DeepAnatomy.Networks.Tests.Drawing;

/// <summary>Drawings of networks: whole, self-contained, and without boxes on top of each other.</summary>
public class NetworkDrawingTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    static XElement Draw(Network network, bool expand = false) => XDocument.Parse(NetworkDrawing.ToSvg(network, new() { ExpandNested = expand })).Root!;

    static IEnumerable<string> Titles(XElement svg) => svg.Elements(Svg + "g").Select(group => group.Element(Svg + "title")!.Value);

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    static List<(double X, double Y, double Right, double Bottom)> Boxes(XElement svg) =>
        [.. svg.Elements(Svg + "rect").Where(rect => rect.Attribute("stroke")?.Value == "#94a3b8").Select(rect => (Number(rect, "x"), Number(rect, "y"), Number(rect, "x") + Number(rect, "width"), Number(rect, "y") + Number(rect, "height")))];

    static void MustBeTidy(XElement svg)
    {
        var boxes = Boxes(svg);
        Assert.NotEmpty(boxes);
        for (var a = 0; a < boxes.Count; a++)
        {
            Assert.InRange(boxes[a].Right, 0, Number(svg, "width"));
            Assert.InRange(boxes[a].Bottom, 0, Number(svg, "height"));
            for (var b = a + 1; b < boxes.Count; b++)
            {
                var apart = boxes[a].Right <= boxes[b].X || boxes[b].Right <= boxes[a].X || boxes[a].Bottom <= boxes[b].Y || boxes[b].Bottom <= boxes[a].Y;
                Assert.True(apart, $"boxes {a} and {b} lie on each other");
            }
        }
    }

    [Theory]
    [InlineData("unet2d"), InlineData("unet2.5d"), InlineData("unet3d"), InlineData("residual_unet"), InlineData("attention_unet"), InlineData("vnet"), InlineData("densenet"), InlineData("nnunet_plain"), InlineData("nnunet_resenc")]
    public void Every_template_is_drawn_whole_and_tidy(string id)
    {
        var network = ArchitectureTemplates.Find(id)!.Defaults.Build();
        var svg = Draw(network);
        MustBeTidy(svg);
        Assert.Equal(network.Layers.Length, Titles(svg).Count());
        Assert.DoesNotContain("href", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unet_has_its_resolutions_as_rows()
    {
        var svg = Draw(new UNet2D().Build());
        var rows = svg.Elements(Svg + "text").Select(text => text.Value).Where(text => text.Contains(" × ", StringComparison.Ordinal) && !text.Contains("drawn", StringComparison.Ordinal));
        Assert.Equal(["256 × 256", "128 × 128", "64 × 64", "32 × 32"], rows);
        var skips = svg.Elements(Svg + "path").Count(path => path.Attribute("marker-end")?.Value == "url(#skip)");
        Assert.Equal(3, skips);
    }

    [Fact]
    public void The_same_network_gives_the_same_text() =>
        Assert.Equal(NetworkDrawing.ToSvg(new VNet().Build(), new()), NetworkDrawing.ToSvg(new VNet().Build(), new()));

    [Fact]
    public void Names_cannot_break_the_drawing()
    {
        var network = NetworkBuilder.Sequential("<script>&\"\u0001", new([null, 4]), new Dense { Name = "a<b>&\"'", Units = 2 });
        Assert.Contains("<script>&\"?", Draw(network).Elements(Svg + "text").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_layers_in_a_line_are_wrapped()
    {
        var layers = Enumerable.Range(0, 200).Select(index => (Layer)new Dense { Name = $"d{index}", Units = 3 });
        var svg = Draw(NetworkBuilder.Sequential("deep", new([null, 4]), [.. layers]));
        MustBeTidy(svg);
        Assert.InRange(Number(svg, "width"), 400, 2100);
    }

    [Fact]
    public void Nested_models_are_one_box_or_open()
    {
        var builder = new NetworkBuilder();
        var inner = NetworkBuilder.Sequential("inner", new([null, 8, 8, 1]), new Convolution { Name = "c", SpatialRank = 2, Filters = 2, KernelSize = [3, 3] });
        var network = builder.Build("outer", builder.Add(inner, builder.Input(new([null, 8, 8, 1]), "x")));
        Assert.Contains(Titles(Draw(network)), title => title.StartsWith("inner (Sequential)", StringComparison.Ordinal));
        Assert.Contains(Titles(Draw(network, expand: true)), title => title.StartsWith("inner/c (Conv2D)", StringComparison.Ordinal));
    }

    [ReferenceDataTheory]
    [InlineData("unet2d"), InlineData("res_att_unet"), InlineData("sequential")]
    public void Models_of_keras_are_drawn(string name)
    {
        var network = KerasReader.Read(ReferenceData.Path($"keras/{name}.keras")).Model.Network;
        MustBeTidy(Draw(network));
        MustBeTidy(Draw(network, expand: true));
    }
}
