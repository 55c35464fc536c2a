using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Inference;

/// <summary>Turns what a model card says of a channel's intensities into the formula.</summary>
static class ChannelNormalisation
{
    /// <param name="channel">The channel; what its kind of intensity needs is there.</param>
    /// <param name="hu">The whole scan as the network sees it, for kinds that look at the image.</param>
    public static Normalisation Of(CardChannel channel, Volume<short> hu)
    {
        const double Lowest = short.MinValue, Highest = short.MaxValue;
        switch (channel.Intensity)
        {
            case CardIntensity.Window: return new(channel.Low!.Value, channel.High!.Value, channel.Low.Value, channel.High.Value - channel.Low.Value);
            case CardIntensity.WindowSymmetric: return Normalisation.Window(channel.Low!.Value, channel.High!.Value);
            case CardIntensity.ClipAndStandardise: return new(channel.Low!.Value, channel.High!.Value, channel.Mean!.Value, channel.StandardDeviation!.Value);
            case CardIntensity.Rgb: return new(Lowest, Highest, 0, 255);
            case CardIntensity.None: return new(Lowest, Highest, 0, 1);
        }

        var (sum, squares, low, high) = (0.0, 0.0, double.MaxValue, double.MinValue);
        foreach (var value in hu.Voxels)
        {
            sum += value;
            squares += (double)value * value;
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        var mean = sum / hu.Shape.Count;
        var deviation = Math.Sqrt(Math.Max(0, (squares / hu.Shape.Count) - (mean * mean)));
        return channel.Intensity == CardIntensity.Unit ? new(Lowest, Highest, low, Math.Max(high - low, 1e-8)) : new(Lowest, Highest, mean, Math.Max(deviation, 1e-8));
    }
}
