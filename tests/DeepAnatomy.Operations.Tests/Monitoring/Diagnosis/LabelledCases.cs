namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

/// <summary>The kinds of cases of the rules that look at whole trainings.</summary>
static class LabelledCases
{
    public static IEnumerable<LabelledCase> All => Losses().Concat(Gradients()).Concat(Rates()).Concat(Progress()).Concat(Generalisation()).Concat(Others());

    static IEnumerable<LabelledCase> Losses()
    {
        yield return new("H1", Label.Positive, "loss becomes NaN", run => Then(run, run.Between(0.1, 0.9), train: _ => double.NaN));
        yield return new("H1", Label.Positive, "validation loss becomes infinite", run => Then(run, run.Between(0.1, 0.9), validation: _ => double.PositiveInfinity));
        yield return new("H1", Label.Positive, "gradients are infinite for long", run => Gradient(run, run.Between(0.1, 0.9), 1, _ => double.PositiveInfinity));
        yield return new("H1", Label.Negative, "single infinite gradients of mixed precision", run => Gradient(run, 0, 1, t => run.Chance.Next(12) == 0 && t < 0.05 ? double.PositiveInfinity : 1));
        yield return new("H1", Label.Negative, "loss very noisy", run => run.StepNoise = 0.3);

        yield return new("H2", Label.Positive, "loss climbs back by 60 to 200 %", run => Climb(run, run.Between(0.3, 0.7), run.Between(0.6, 2), run.Between(0.05, 0.2)));
        yield return new("H2", Label.Negative, "loss climbs back by 10 to 30 %", run => Climb(run, run.Between(0.3, 0.7), run.Between(0.1, 0.3), run.Between(0.05, 0.2)));
        yield return new("H2", Label.Negative, "a jump of ten steps", run => Jump(run, run.Between(0.3, 0.7), 10));
        yield return new("H2", Label.Borderline, "loss climbs back by 40 to 60 %", run => Climb(run, run.Between(0.3, 0.7), run.Between(0.4, 0.6), run.Between(0.05, 0.2)));
    }

    static IEnumerable<LabelledCase> Gradients()
    {
        yield return new("H3", Label.Positive, "a spike of 10 to 1,000 times in every 15 to 25 steps", run => Spikes(run, run.Between(0.3, 0.7), run.Between(15, 25), run.Between(10, 1000)));
        yield return new("H3", Label.Positive, "from then on 15 to 100 times", run => Gradient(run, run.Between(0.4, 0.6), run.Between(15, 100), null));
        yield return new("H3", Label.Negative, "a spike of 10 to 1,000 times in every 400 steps", run => Spikes(run, 0.3, 400, run.Between(10, 1000)));
        yield return new("H3", Label.Negative, "grows fourfold over the training", run => Gradient(run, 0, 1, t => 1 + (3 * t)));
        yield return new("H3", Label.Negative, "noisy (a factor of 1.6)", run => run.GradientNoise = 0.2);
        yield return new("H3", Label.Borderline, "a spike of 3 to 5 times in every 20 steps", run => Spikes(run, 0.4, 20, run.Between(3, 5)));

        yield return new("H4", Label.Positive, "gradient 1e-8 of what it was, loss stuck", run => Vanish(run, run.Between(0.45, 0.6), run.Between(1e-9, 1e-7), isStuck: true));
        yield return new("H4", Label.Negative, "gradient a thousandth, loss stuck", run => Vanish(run, run.Between(0.45, 0.6), 1e-3, isStuck: true));
        yield return new("H4", Label.Negative, "gradient 1e-8 of what it was, loss arrived", run => Vanish(run, 0.6, 1e-8, isStuck: false));
        yield return new("H4", Label.Borderline, "gradient a millionth", run => Vanish(run, 0.5, run.Between(5e-7, 2e-6), isStuck: true));

        yield return new("H12", Label.Positive, "75 to 95 % zeros", run => run.ZeroShare = Constant(run.Between(0.75, 0.95)));
        yield return new("H12", Label.Negative, "30 to 60 % zeros", run => run.ZeroShare = Constant(run.Between(0.3, 0.6)));
        yield return new("H12", Label.Borderline, "67 to 73 % zeros", run => run.ZeroShare = Constant(run.Between(0.67, 0.73)));
    }

    static IEnumerable<LabelledCase> Rates()
    {
        yield return new("H5", Label.Positive, "metric swings by 0.06 to 0.15", run => Swing(run, run.Between(0.06, 0.15)));
        yield return new("H5", Label.Positive, "weights change by 2 to 10 % a step", run => run.Update = Constant(run.Between(0.02, 0.1)));
        yield return new("H5", Label.Negative, "metric noisy (0.008)", run => run.MetricNoise = 0.008);
        yield return new("H5", Label.Negative, "weights change by 0.1 to 0.4 % a step", run => run.Update = Constant(run.Between(0.001, 0.004)));
        yield return new("H5", Label.Negative, "large changes in the first 3 %", run => run.Update = t => t < 0.03 ? 0.05 : 1e-3);
        yield return new("H5", Label.Borderline, "metric swings by 0.025 to 0.035", run => Swing(run, run.Between(0.025, 0.035)));

        yield return new("H6", Label.Positive, "tiny changes, loss creeps", run => Creep(run, run.Between(1e-6, 5e-5), run.Between(1e-4, 6e-4)));
        yield return new("H6", Label.Negative, "tiny changes, but the loss falls well", run => run.Update = Constant(3e-5));
        yield return new("H6", Label.Negative, "usual changes, loss creeps", run => Creep(run, 1e-3, run.Between(1e-4, 6e-4)));
        yield return new("H6", Label.Borderline, "changes of 0.8 to 1.2e-4", run => Creep(run, run.Between(0.8e-4, 1.2e-4), 4e-4));
    }

    static IEnumerable<LabelledCase> Progress()
    {
        yield return new("H7", Label.Positive, "metric stands still from 20 to 40 % on, rate constant", run => Plateau(run, run.Between(0.2, 0.4), 0));
        yield return new("H7", Label.Negative, "metric rises on", run => run.Rate = Constant(0.01));
        yield return new("H7", Label.Negative, "metric stands still at the end, rate below a tenth", run =>
        {
            Plateau(run, 0.6, 0);
            run.Rate = t => t < 0.6 ? 0.01 : 0.0005;
        });
        yield return new("H7", Label.Borderline, "metric rises by 0.5 to 1.5 times its noise in 10 epochs", run => Plateau(run, 0.3, run.Between(0.5, 1.5) * run.MetricNoise * run.Epochs / 10));

        yield return new("H9", Label.Positive, "metric on training data ends at 0.4 to 0.6", run => Limit(run, run.Between(0.4, 0.6)));
        yield return new("H9", Label.Negative, "metric good", _ => { });
        yield return new("H9", Label.Negative, "metric low, but validation far worse", run =>
        {
            Limit(run, 0.6);
            run.Validation = t => run.Train(t) + (0.4 * run.Drop);
        });
        yield return new("H9", Label.Borderline, "metric on training data ends at 0.68 to 0.72", run => Limit(run, run.Between(0.68, 0.72)));

        yield return new("H10", Label.Positive, "metric rises by 0.001 to 0.006 an epoch", run => Slow(run, run.Between(0.001, 0.006), 0.0005));
        yield return new("H10", Label.Negative, "metric rises as usual", run => run.MetricNoise = 0.002);
        yield return new("H10", Label.Borderline, "steepest rise 0.008 to 0.012 an epoch", run => Slow(run, run.Between(0.008, 0.012), 0.0002));
    }

    static IEnumerable<LabelledCase> Generalisation()
    {
        yield return new("H8", Label.Positive, "validation loss rises by 20 to 60 %, metric falls", run => Overfit(run, run.Between(0.25, 0.5), run.Between(0.2, 0.6), run.Between(0.02, 0.08)));
        yield return new("H8", Label.Negative, "validation loss noisy (4 % of the drop)", run => run.ValidationNoise = 0.04);
        yield return new("H8", Label.Negative, "validation loss far above, but flat", run => run.Validation = t => run.Train(t) + (0.5 * run.Drop));
        yield return new("H8", Label.Negative, "validation loss rises, metric rises too", run => Overfit(run, 0.4, run.Between(0.1, 0.4), -0.1));
        yield return new("H8", Label.Borderline, "validation loss rises by 4 to 7 %, metric stands still", run => Overfit(run, 0.4, run.Between(0.04, 0.07), 0));

        yield return new("H8b", Label.Positive, "validation loss rises by 15 to 40 %, metric rises", run => Overfit(run, run.Between(0.3, 0.45), run.Between(0.15, 0.4), -0.12));
        yield return new("H8b", Label.Negative, "both better", run => run.ValidationNoise = 0.02);
        yield return new("H8b", Label.Negative, "validation loss rises by 1 to 3 %", run => Overfit(run, 0.4, run.Between(0.01, 0.03), -0.1));
        yield return new("H8b", Label.Borderline, "validation loss rises by 4 to 7 %, metric rises", run => Overfit(run, 0.4, run.Between(0.04, 0.07), -0.1));

        yield return new("H15", Label.Positive, "noise of 40 to 100 % of the drop", run => run.ValidationNoise = run.Between(0.4, 1));
        yield return new("H15", Label.Negative, "noise of 2 to 12 %", run => run.ValidationNoise = run.Between(0.02, 0.12));
        yield return new("H15", Label.Borderline, "noise of 20 to 30 %", run => run.ValidationNoise = run.Between(0.2, 0.3));
    }

    static IEnumerable<LabelledCase> Others()
    {
        yield return new("H11", Label.Positive, "a class is never found", run => run.Classes = [("psoas", _ => 0), ("rectus", run.Metric)]);
        yield return new("H11", Label.Positive, "a class is in no validation case", run => run.Classes = [("psoas", _ => double.NaN), ("rectus", run.Metric)]);
        yield return new("H11", Label.Negative, "a class is found from 15 % on", run => run.Classes = [("psoas", t => t < 0.15 ? 0 : 0.8 * (t - 0.15)), ("rectus", run.Metric)]);
        yield return new("H11", Label.Negative, "a class at 0.05", run => run.Classes = [("psoas", _ => 0.05 + (0.01 * run.Normal()))]);
        yield return new("H11", Label.Borderline, "a class at 0.005 to 0.015", run => run.Classes = [("psoas", Constant(run.Between(0.005, 0.015)))]);

        yield return new("H14", Label.Positive, "40 to 80 % waiting", run => run.Wait = Constant(run.Between(40, 80)));
        yield return new("H14", Label.Negative, "2 to 20 % waiting", run => run.Wait = Constant(run.Between(2, 20)));
        yield return new("H14", Label.Negative, "every tenth step waits long", run => run.Wait = _ => run.Chance.Next(10) == 0 ? 90 : 5);
        yield return new("H14", Label.Borderline, "27 to 33 % waiting", run => run.Wait = Constant(run.Between(27, 33)));
    }

    static Func<double, double> Constant(double value) => _ => value;

    static void Then(SyntheticTraining run, double from, Func<double, double>? train = null, Func<double, double>? validation = null)
    {
        var (oldTrain, oldValidation) = (run.Train, run.Validation);
        run.Train = t => t >= from && train is not null ? train(t) : oldTrain(t);
        run.Validation = t => t >= from && validation is not null ? validation(t) : oldValidation(t);
    }

    static void Gradient(SyntheticTraining run, double from, double factor, Func<double, double>? times)
    {
        var old = run.Gradient;
        run.Gradient = t => t < from ? old(t) : old(t) * factor * (times?.Invoke(t) ?? 1);
    }

    static void Spikes(SyntheticTraining run, double from, double every, double factor) =>
        Gradient(run, from, 1, t => (long)Math.Round(t * run.Steps) % (long)every == 0 ? factor : 1);

    static void Climb(SyntheticTraining run, double from, double share, double duration)
    {
        LongEnough(run);
        var old = run.Train;
        run.Train = t => t < from ? old(t) : old(from) + ((run.LossStart - old(from)) * share * Math.Min(1.3, (t - from) / duration));
    }

    static void Jump(SyntheticTraining run, double from, int steps)
    {
        LongEnough(run);
        var old = run.Train;
        run.Train = t => t >= from && t < from + (steps / (double)run.Steps) ? old(t) + run.Drop : old(t);
    }

    static void Vanish(SyntheticTraining run, double from, double factor, bool isStuck)
    {
        LongEnough(run);
        run.StepsPerEpoch = Math.Max(run.StepsPerEpoch, 1600 / run.Epochs);
        var old = run.Train;
        run.StepNoise = 0.02;
        Gradient(run, from, factor, null);
        if (isStuck)
        {
            // Something broke: the loss is back at half of its way and stays there.
            run.Train = t => t < from ? old(t) : run.LossEnd + (0.6 * run.Drop);
        }
    }

    static void Swing(SyntheticTraining run, double swing)
    {
        var old = run.Metric;
        run.MetricNoise = 0.002;
        run.Metric = t => old(t) - 0.08 + (swing / 2 * (((int)Math.Round(t * run.Epochs) % 2) == 0 ? 1 : -1));
    }

    static void Creep(SyntheticTraining run, double ratio, double perEpoch)
    {
        run.Update = Constant(ratio);
        run.Rate = Constant(1e-6);
        run.StepNoise = 0.0005;
        run.Train = t => run.LossStart - (perEpoch * Math.Abs(run.LossStart - (run.LossStart <= 0 ? -1 : 0)) * t * run.Epochs);
        run.Metric = t => 0.1 + (0.02 * t);
    }

    static void Plateau(SyntheticTraining run, double from, double gain)
    {
        var old = run.Metric;
        run.Rate = Constant(0.01);
        run.Metric = t => t < from ? old(t) : old(from) + (gain * (t - from));
    }

    static void Limit(SyntheticTraining run, double best)
    {
        run.TrainMetric = t => best * (1 - Math.Exp(-(t + 0.02) / 0.1));
        run.Metric = run.TrainMetric;
        run.Train = t => run.LossEnd + (run.Drop * Math.Exp(-t / 0.1));
        run.Validation = t => run.Train(t) + (0.01 * run.Drop);
    }

    static void Slow(SyntheticTraining run, double perEpoch, double noise)
    {
        run.MetricNoise = noise;
        run.Metric = t => Math.Min(0.65, 0.02 + (perEpoch * t * run.Epochs));
    }

    static void Overfit(SyntheticTraining run, double from, double rise, double fall)
    {
        var (validation, metric) = (run.Validation, run.Metric);
        run.Validation = t => t < from ? validation(t) : validation(from) + (rise * run.Drop * (t - from) / (1 - from));
        run.Metric = t => t < from ? metric(t) : metric(from) - (fall * (t - from) / (1 - from));
    }

    static void LongEnough(SyntheticTraining run) => run.StepsPerEpoch = Math.Max(run.StepsPerEpoch, 1200 / run.Epochs);
}
