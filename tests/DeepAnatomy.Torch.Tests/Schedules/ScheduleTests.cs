using DeepAnatomy.Torch.Schedules;

namespace DeepAnatomy.Torch.Tests.Schedules;

public class ScheduleTests
{
    [Theory]
    [InlineData("ExponentialDecay", """{"initial_learning_rate": 0.01, "decay_steps": 2, "decay_rate": 0.5, "staircase": false, "name": "x"}""", 3, 0.01 * 0.35355339059)]
    [InlineData("ExponentialDecay", """{"initial_learning_rate": 0.01, "decay_steps": 2, "decay_rate": 0.5, "staircase": true}""", 3, 0.005)]
    [InlineData("InverseTimeDecay", """{"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5}""", 6, 0.1 / 1.75)]
    [InlineData("InverseTimeDecay", """{"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5, "staircase": true}""", 6, 0.1 / 1.5)]
    [InlineData("PolynomialDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.01, "power": 2.0}""", 4, (0.09 * 0.36) + 0.01)]
    [InlineData("PolynomialDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.01, "power": 2.0}""", 40, 0.01)]
    [InlineData("PolynomialDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.01, "cycle": true}""", 15, (0.09 * 0.25) + 0.01)]
    [InlineData("PolynomialDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.01, "cycle": true}""", 0, 0.1)]
    [InlineData("CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10}""", 5, 0.05)]
    [InlineData("CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "alpha": 0.2}""", 12, 0.02)]
    [InlineData("CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_target": 0.3, "warmup_steps": 4}""", 1, 0.15)]
    [InlineData("CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_target": 0.3, "warmup_steps": 4}""", 9, 0.15)]
    [InlineData("CosineDecayRestarts", """{"initial_learning_rate": 0.1, "first_decay_steps": 10}""", 5, 0.05)]
    [InlineData("CosineDecayRestarts", """{"initial_learning_rate": 0.1, "first_decay_steps": 10}""", 20, 0.05)]
    [InlineData("CosineDecayRestarts", """{"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 1.0, "m_mul": 0.5, "alpha": 0.1}""", 25, 0.1 * ((0.9 * 0.125) + 0.1))]
    [InlineData("PiecewiseConstantDecay", """{"boundaries": [3, 6], "values": [0.1, 0.01, 0.001]}""", 3, 0.1)]
    [InlineData("PiecewiseConstantDecay", """{"boundaries": [3, 6], "values": [0.1, 0.01, 0.001]}""", 4, 0.01)]
    [InlineData("PiecewiseConstantDecay", """{"boundaries": [3, 6], "values": [0.1, 0.01, 0.001]}""", 7, 0.001)]
    public void A_schedule_has_the_rate_of_its_formula(string className, string config, long step, double expected)
    {
        var actual = Schedule.Create(Training.Object(className, config)).At(step);
        Assert.Equal(expected, actual, 2e-7 * 10 * expected);
    }

    [Fact]
    public void A_number_is_a_schedule_that_never_changes()
    {
        var schedule = Schedule.Create(System.Text.Json.Nodes.JsonValue.Create(0.009999999776482582), 1);
        Assert.True(schedule.IsConstant);
        Assert.Equal(0.01f, schedule.At(1000));
        Assert.Equal(0.5f, Schedule.Create((System.Text.Json.Nodes.JsonNode?)null, 0.5).At(0));
    }

    [Theory]
    [InlineData("Magic", "{}", "Magic")]
    [InlineData("CosineDecay", """{"initial_learning_rate": 0.1}""", "decay_steps")]
    [InlineData("CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 3, "wiggle": 1}""", "wiggle")]
    [InlineData("PiecewiseConstantDecay", """{"boundaries": [3], "values": [0.1]}""", "one value more")]
    public void What_is_not_known_is_refused(string className, string config, string inMessage) =>
        Assert.Contains(inMessage, Assert.Throws<ArgumentException>(() => Schedule.Create(Training.Object(className, config))).Message, StringComparison.Ordinal);
}
