using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Loop;

namespace DeepAnatomy.Training.Tests.Loop;

public class LearningRateTests
{
    [Theory]
    [InlineData(Decay.Polynomial, 0, 0.1)]
    [InlineData(Decay.Polynomial, 9, 1)]
    [InlineData(Decay.Polynomial, 10, 1)]
    [InlineData(Decay.Polynomial, 60, 0.5358867312681466)]
    [InlineData(Decay.Cosine, 60, 0.5)]
    [InlineData(Decay.Cosine, 110, 0)]
    [InlineData(Decay.Constant, 109, 1)]
    public void The_rate_rises_then_falls_as_the_formula_says(Decay decay, long iteration, double expected) =>
        Assert.Equal(expected * 2, LearningRate.At(2, new() { Decay = decay, WarmUpIterations = 10 }, iteration, 110), 1e-12);

    [Fact]
    public void A_share_of_the_rate_is_left_at_the_end() =>
        Assert.Equal(0.2, LearningRate.At(2, new() { EndFraction = 0.1, WarmUpIterations = 0 }, 100, 100), 1e-12);
}
