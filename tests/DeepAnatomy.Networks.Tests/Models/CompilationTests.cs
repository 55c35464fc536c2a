using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Models;

public class CompilationTests
{
    [Fact]
    public void A_compilation_of_Keras_on_PyTorch_is_written_for_every_backend()
    {
        var node = JsonNode.Parse("""
            {"optimizer": {"module": "keras.src.backend.torch.optimizers.torch_adam", "class_name": "Adam", "config": {"learning_rate": 0.01}, "registered_name": "Adam"},
             "loss": {"module": "keras.losses", "class_name": "Dice", "config": {"axis": null}, "registered_name": null}, "loss_weights": [1.0],
             "metrics": ["accuracy"], "weighted_metrics": null, "run_eagerly": false, "steps_per_execution": 1, "jit_compile": false}
            """)!;
        var compilation = Compilation.Read(node)!;
        Assert.Equal("Adam", compilation.Optimizer!.ClassName);
        var written = compilation.Write();
        Assert.Equal("keras.optimizers", written["optimizer"]!["module"]!.GetValue<string>());
        Assert.Null(written["optimizer"]!["registered_name"]);
        foreach (var key in new[] { "loss", "loss_weights", "metrics", "run_eagerly" })
        {
            Assert.Equal(node[key]!.ToJsonString(), written[key]!.ToJsonString());
        }
    }

    [Fact]
    public void An_optimizer_may_be_a_name() => Assert.Equal("adam", Compilation.Read(JsonNode.Parse("""{"optimizer": "adam", "loss": "mse"}"""))!.Optimizer!.ClassName);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_model_that_was_never_compiled_has_none(string json) => Assert.Null(Compilation.Read(JsonNode.Parse(json)));
}
