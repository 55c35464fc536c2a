using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

public class FindingsTests
{
    [Fact]
    public void A_loss_that_becomes_NaN_is_found_with_its_step_and_in_both_languages()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines().Begin().Points(1, ("loss", 1), ("gradient_norm", 2), ("learning_rate", 0.1)).Points(2, ("loss", double.NaN)).Bytes);

        var finding = Assert.Single(run.Findings());
        Assert.Equal(("H1", FindingSeverity.Critical, 2L, true), (finding.Rule, finding.Severity, finding.FromStep, finding.IsActive));
        Assert.Contains("became NaN at step 2", finding.Explanation("en"));
        Assert.Contains("bei Schritt 2", finding.Explanation("de"));
    }

    [Fact]
    public void A_resumed_session_ends_a_finding_of_steps_that_are_done_again()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines().Begin().Points(1, ("loss", 1)).Points(2, ("loss", double.NaN)).Bytes);
        run.Append(new ProtocolLines(2).Begin(startStep: 1).Points(2, ("loss", 0.5)).Bytes);
        Assert.False(Assert.Single(run.Findings()).IsActive);
    }

    [Fact]
    public void An_overfitting_run_of_twenty_epochs_is_found_and_names_the_best_checkpoint()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var lines = new ProtocolLines().Begin(iterations: 200);
        for (var epoch = 1; epoch <= 20; epoch++)
        {
            for (var step = (epoch * 10) - 9; step <= epoch * 10; step++)
            {
                lines.Points(step, ("loss", 2 * Math.Exp(-step / 50.0)), ("learning_rate", 1e-3));
            }

            lines.Epoch(epoch * 10, ("epoch", epoch), ("validation_loss", 2 * Math.Exp(-epoch / 5.0) + (epoch > 8 ? (epoch - 8) * 0.1 : 0)), ("case_dice", epoch <= 8 ? 0.1 * epoch : 0.8 - (0.01 * (epoch - 8))));
        }

        run.Append(lines.Bytes);
        var finding = Assert.Single(run.Findings(), finding => finding.Rule == "H8");
        Assert.Equal(FindingSeverity.Critical, finding.Severity);
        Assert.InRange(finding.FromStep, 70, 120);
        Assert.Equal(80, finding.Numbers["bestStep"]);
    }

    [Fact]
    public void A_running_run_that_says_nothing_has_stalled_until_its_next_step()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines().Begin().State("running").Points(1, ("loss", 1), ("step_ms", 100), ("validation_s", 1)).Bytes);
        var last = run.Sessions[0].LastHeard;
        Assert.Empty(run.Findings(last.AddSeconds(119)));
        Assert.Equal("H13", Assert.Single(run.Findings(last.AddSeconds(121))).Rule);
        Assert.Empty(run.Findings());
    }
}
