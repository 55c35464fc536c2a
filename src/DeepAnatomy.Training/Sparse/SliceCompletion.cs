namespace DeepAnatomy.Training.Sparse;

/// <summary>In which slices what was not drawn is background.</summary>
public enum SliceCompletion
{
    /// <summary>In those that <c>NAME.sparse.json</c> beside the label map lists as complete.</summary>
    Marked,

    /// <summary>In those, and in every slice in which a structure was drawn.</summary>
    Annotated,

    /// <summary>In none; the list is not looked at.</summary>
    Never,
}
