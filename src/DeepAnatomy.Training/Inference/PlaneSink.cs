namespace DeepAnatomy.Training.Inference;

/// <summary>Takes one slice of several maps.</summary>
/// <param name="k">Slice of the scan, in the axes of its file.</param>
/// <param name="planes">One map after the other, each rows × columns of the scan's slice, i fastest; 0 … 255 stands for 0 … 1.</param>
public delegate void PlaneSink(int k, ReadOnlySpan<byte> planes);
