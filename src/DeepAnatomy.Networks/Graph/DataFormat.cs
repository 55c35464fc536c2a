namespace DeepAnatomy.Networks.Graph;

/// <summary>Where the channels stand.</summary>
public enum DataFormat
{
    /// <summary>(batch, spatial axes, channels).</summary>
    ChannelsLast,

    /// <summary>(batch, channels, spatial axes).</summary>
    ChannelsFirst,
}
