namespace DeepAnatomy.Cli.Segmentations;

/// <summary>Who decides the labels of a segmentation.</summary>
enum SegmenterRule
{
    /// <summary>The classical segmenter names the structures; the network confirms what is muscle and adds what was missed.</summary>
    Both,

    /// <summary>The classical segmenter; a network looks at L3 beside it.</summary>
    Classical,

    /// <summary>A network, within the body and beside the spine that the classical segmenter finds.</summary>
    Network,
}
