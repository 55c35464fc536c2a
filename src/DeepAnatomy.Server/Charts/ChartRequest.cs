using System.Globalization;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Server.Charts;

/// <summary>Reads what a page asks of curves.</summary>
static class ChartRequest
{
    /// <summary>Most curves of one request.</summary>
    public const int MostCurves = 512;

    /// <summary>Pairs of run and series, in order; one run may stand for all series.</summary>
    /// <exception cref="ArgumentException">Says what is wrong.</exception>
    public static (string Run, string Series)[] Pairs(string[] run, string[] series)
    {
        if (run.Length == 0 || series.Length == 0 || (run.Length != series.Length && run.Length != 1 && series.Length != 1))
        {
            throw new ArgumentException("run and series must come in pairs; one run may be asked for many series, and one series of many runs");
        }

        var count = Math.Max(run.Length, series.Length);
        return count > MostCurves
            ? throw new ArgumentException($"at most {MostCurves} curves can be asked at once")
            : [.. Enumerable.Range(0, count).Select(n => (run[Math.Min(n, run.Length - 1)], series[Math.Min(n, series.Length - 1)]))];
    }

    /// <summary>How they are drawn.</summary>
    /// <exception cref="ArgumentException">Says what is wrong.</exception>
    public static SeriesQuery Query(ChartForm form)
    {
        var usual = new SeriesQuery();
        return new()
        {
            Axis = Choice(form.X, "x", ("step", ChartAxis.Step), ("epoch", ChartAxis.Epoch), ("samples", ChartAxis.Samples), ("active", ChartAxis.Active), ("wall", ChartAxis.Wall)),
            From = form.From,
            To = form.To,
            Columns = form.Columns ?? usual.Columns,
            Smoothing = Choice(form.Smooth, "smooth", ("none", SmoothingKind.None), ("ema", SmoothingKind.Exponential), ("twema", SmoothingKind.TimeWeighted), ("gaussian", SmoothingKind.Gaussian), ("median", SmoothingKind.Median)),
            Amount = form.Amount ?? 0,
            Sessions = Sessions(form.Sessions),
            Granularity = Granularity(form.Granularity),
            IsRaw = form.Raw ?? false,
            SamplesPerStep = form.SamplesPerStep ?? 0,
        };
    }

    static T Choice<T>(string? word, string name, params (string Word, T Value)[] choices)
    {
        var found = choices.Where(choice => word is null || choice.Word == word).Take(1).ToArray();
        return found.Length == 1 ? found[0].Value : throw new ArgumentException($"{name} must be one of {string.Join(", ", choices.Select(choice => choice.Word))}");
    }

    static SessionChoice Sessions(string? word) => word switch
    {
        null or "" or "effective" => SessionChoice.Effective,
        "all" => SessionChoice.All,
        _ => new(false, [.. word.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException("sessions must be effective, all, or numbers such as 1,3"))]),
    };

    static Granularity Granularity(string? word) => word switch
    {
        null or "" or "raw" => new(GranularityKind.Raw),
        "iteration" => new(GranularityKind.Iteration),
        "epoch" => new(GranularityKind.Epoch),
        _ => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            ? new(GranularityKind.Steps, steps)
            : throw new ArgumentException("granularity must be raw, iteration, epoch, or a number of steps"),
    };
}
