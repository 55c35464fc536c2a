namespace DeepAnatomy.Bench;

/// <summary>One piece of work, done by the product and by a peer in the same run.</summary>
interface IBenchmark
{
    /// <summary>What is typed to run it, for example <c>edt-texture</c>.</summary>
    string Name { get; }

    /// <summary>The work in a few words, with its size.</summary>
    string Work { get; }

    /// <summary>Who does the same work, for example <c>scipy.ndimage.label</c>; a dash where nobody does.</summary>
    string PeerName { get; }

    /// <summary>How many times as fast as the peer the product shall be; null where nothing is promised.</summary>
    double? TargetRatio { get; }

    /// <summary>Measures the product.</summary>
    Measurement Product();

    /// <summary>Measures the peer on the same input; null where it is not installed.</summary>
    Measurement? Peer();
}
