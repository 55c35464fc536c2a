using System.Text;
using CsCheck;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Tests.Documents;
using NJsonSchema;

namespace DeepAnatomy.Networks.Tests.Architectures;

/// <summary>Reading and writing <c>architecture.json</c>.</summary>
public sealed class ArchitectureFileTests
{
    static Architecture Parse(string json) => ArchitectureFile.Parse(Encoding.UTF8.GetBytes(json), "architecture.json");

    static InvalidDocumentException Refused(string json) => Assert.Throws<InvalidDocumentException>(() => Parse(json));

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var template = Assert.IsType<TemplateArchitecture>(Parse("""{ "//": "mine", "template": "unet2d", "params": { "levels": 5, "norm": "instance", "classes": 7 } }""")).Template;
        Assert.Equal(new UNet2D { Levels = 5, Norm = NormalizationKind.Instance, Classes = 7 }, template);
    }

    [Fact]
    public void Every_template_comes_back_as_it_was_written() => Assert.All(ArchitectureTemplates.All, description =>
    {
        var bytes = ArchitectureFile.ToBytes(description.Defaults);
        var template = Assert.IsType<TemplateArchitecture>(ArchitectureFile.Parse(bytes, "a.json")).Template;
        Assert.Equal(description.Defaults.GetType(), template.GetType());
        Assert.Equal(bytes, ArchitectureFile.ToBytes(template));
    });

    [Fact]
    public void All_problems_are_told_at_once_with_lines_and_the_nearest_name()
    {
        var error = Refused(
            """
            {
              "kind": "template",
              "template": "unet2d",
              "prams": {},
              "params": {
                "levls": 4,
                "baseFilters": 16.5,
                "norm": "bach",
                "dropout": 2,
                "classes": "five"
              }
            }
            """);
        Assert.Equal(["4 prams", "6 params.levls", "7 params.baseFilters", "8 params.norm", "9 params.dropout", "10 params.classes"], error.Problems.Select(problem => $"{problem.Line} {problem.Path}"));
        Assert.Contains("'params'", error.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("'levels'", error.Problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("'batch'", error.Problems[3].Message, StringComparison.Ordinal);
        Assert.Contains("0 … 0.9", error.Problems[4].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "template": "unet2" }""", "the nearest is 'unet2d'")]
    [InlineData("""{ "kind": "tempalte", "template": "unet2d" }""", "the nearest is 'template'")]
    [InlineData("""{ }""", "template, graph or model")]
    [InlineData("""{ "template": "unet3d", "params": { "upsampling": "bilinear" } }""", "2-D only")]
    [InlineData("""{ "path": "nowhere.keras" }""", "no file or folder")]
    [InlineData("""{ "schemaVersion": "2.0", "template": "unet2d" }""", "not a version")]
    [InlineData("""{ "template": 3 }""", "expected, not the number 3")]
    [InlineData("""{ "template": "unet2d", "template": "unet3d" }""", "second time")]
    [InlineData("""{ "network": { "class_name": "MyModel", "config": {} } }""", "never run")]
    public void What_cannot_be_used_says_why(string json, string message) => Assert.Contains(message, Refused(json).Message, StringComparison.Ordinal);

    [Fact]
    public void A_graph_comes_back_as_it_was_written()
    {
        var network = new AttentionUNet { Levels = 3, Residual = true }.Build();
        var bytes = ArchitectureFile.ToBytes(network);
        var read = Assert.IsType<GraphArchitecture>(ArchitectureFile.Parse(bytes, "a.json")).Network;
        Assert.Equal(bytes, ArchitectureFile.ToBytes(read));
        Assert.Equal(network.Layers.Select(layer => layer.Name), read.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void A_problem_inside_a_graph_has_the_line_of_its_layer()
    {
        var text = Encoding.UTF8.GetString(ArchitectureFile.ToBytes(new UNet2D { Levels = 2 }.Build())).Replace("\"filters\": 32", "\"filters\": 0", StringComparison.Ordinal);
        var error = Refused(text);
        var lines = text.Split('\n');
        Assert.NotEmpty(error.Problems);
        Assert.All(error.Problems, problem => Assert.InRange(problem.Line, 10, lines.Length));
        Assert.Contains("\"filters\": 0", lines[error.Problems[0].Line - 1], StringComparison.Ordinal);
    }

    [ReferenceDataFact]
    public void Graphs_of_keras_itself_are_read()
    {
        var json = File.ReadAllText(ReferenceData.Path("keras/res_att_unet.to_json.json"));
        Assert.NotEmpty(Assert.IsType<GraphArchitecture>(Parse($$"""{ "kind": "graph", "network": {{json}} }""")).Network.Layers);
    }

    [ReferenceDataFact]
    public void A_path_is_relative_to_the_document()
    {
        var model = ReferenceData.Path("keras/unet2d.keras");
        var read = ArchitectureFile.Parse(ArchitectureFile.ToBytes("unet2d.keras"), Path.Combine(Path.GetDirectoryName(model)!, "architecture.json"));
        Assert.Equal(model, Assert.IsType<ModelArchitecture>(read).Path);
    }

    [Fact]
    public void The_schema_is_that_of_the_code() => Contracts.MustBe("architecture.schema.json", ArchitectureFile.Schema());

    [Fact]
    public async Task Documents_keep_to_the_schema()
    {
        var schema = await JsonSchema.FromJsonAsync(ArchitectureFile.Schema());
        Assert.All(ArchitectureTemplates.All, template => Assert.Empty(schema.Validate(Encoding.UTF8.GetString(ArchitectureFile.ToBytes(template.Defaults)))));
        Assert.NotEmpty(schema.Validate("""{ "template": "unet2d", "params": { "levls": 4 } }"""));
        Assert.NotEmpty(schema.Validate("""{ "template": "unet2d", "params": { "levels": 99 } }"""));
    }

    [Fact]
    public void Every_setting_has_a_description_in_both_languages_and_numbers_have_a_range() => Assert.All(
        ArchitectureTemplates.All.SelectMany(template => RecordField.Of(template.Defaults.GetType())).Distinct(),
        field =>
        {
            Assert.True(field.Setting.English.Length > 10 && field.Setting.German.Length > 10 && field.Setting.English != field.Setting.German);
            Assert.True(!IsNumber(field.Property.PropertyType) || (double.IsFinite(field.Setting.Minimum) && double.IsFinite(field.Setting.Maximum)), field.Name);
        });

    [Fact]
    public void Damaged_documents_give_problems_and_nothing_else()
    {
        var text = Encoding.UTF8.GetString(ArchitectureFile.ToBytes(new VNet()));
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["{}[]\",:0x\\ \n"]).Sample(
            (at, c) =>
            {
                try
                {
                    _ = Parse(text[..at] + c + text[(at + 1)..]);
                    return true;
                }
                catch (InvalidDocumentException error)
                {
                    return error.Problems.Length > 0;
                }
            },
            iter: 2000);
    }

    static bool IsNumber(Type type) => type == typeof(int) || type == typeof(double);
}
