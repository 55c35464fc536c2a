using DeepAnatomy.Training.Loop;

namespace DeepAnatomy.Training.Tests.Loop;

public class DivergenceGuardTests
{
    [Fact]
    public void Steps_that_are_no_number_stop_the_training_with_a_reason_once_there_are_enough_in_a_row()
    {
        var guard = new DivergenceGuard(new() { Steps = 2 }, [], 0);
        Assert.Null(guard.Look(Step(double.NaN)));
        Assert.Null(guard.Look(Step(1)));
        Assert.Null(guard.Look(Step(double.NaN)));
        Assert.Contains("not a finite number for 2 steps", guard.Look(Step(1, double.PositiveInfinity)));
    }

    [Fact]
    public void A_loss_far_above_its_running_median_counts_as_diverged_and_does_not_move_the_median()
    {
        var guard = new DivergenceGuard(new() { Steps = 2, DivergenceFactor = 5 }, Enumerable.Repeat(1.0, 20), 0);
        Assert.Null(guard.Look(Step(4.9)));
        Assert.Null(guard.Look(Step(6)));
        Assert.Contains("running median 1 for 2 steps", guard.Look(Step(6)));
        Assert.Equal(21, guard.RecentLosses.Length);
    }

    static StepReport Step(double loss, double gradient = 1) => new(loss, [], gradient, true);
}
