using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Sparse;

/// <summary>Turns a label map into codes: which class, perhaps which class, or undefined.</summary>
public static class SparseEncoding
{
    /// <summary>Encodes a label map in the voxel axes of its file.</summary>
    /// <param name="labels">Label values.</param>
    /// <param name="classes">Which value is which class or mark.</param>
    /// <param name="settings">What complete and empty slices mean.</param>
    /// <param name="complete">Slices (k) marked complete.</param>
    /// <returns>One <see cref="VoxelCode"/> per voxel, on the same grid.</returns>
    /// <exception cref="ArgumentException">The map holds a value that the classes do not know; a complete slice does not exist.</exception>
    public static Volume<byte> Encode(Volume<ushort> labels, ClassScheme classes, SparseSettings settings, IReadOnlyCollection<int> complete)
    {
        var (shape, codes) = (labels.Shape, new byte[labels.Shape.Count]);
        var marked = new bool[shape.K];
        foreach (var k in settings.CompleteSlices == SliceCompletion.Never ? [] : complete)
        {
            marked[(uint)k < (uint)shape.K ? k : throw new ArgumentException($"Slice {k} is marked complete, but there are {shape.K}.", nameof(complete))] = true;
        }

        for (var k = 0; k < shape.K; k++)
        {
            var slice = codes.AsSpan(k * shape.SliceCount, shape.SliceCount);
            Look(labels.Slice(k), classes, slice);
            Complete(slice, settings, marked[k]);
            UncertainGuess.Fill(slice, shape.I);
        }

        return Volume<byte>.Adopt(labels.Grid, codes);
    }

    static void Look(ReadOnlySpan<ushort> values, ClassScheme classes, Span<byte> codes)
    {
        for (var n = 0; n < codes.Length; n++)
        {
            codes[n] = classes.Knows(values[n]) ? classes.CodeOf(values[n]) : throw new ArgumentException($"The label map holds the value {values[n]}, which the label set {classes.LabelSetId} does not name.", nameof(values));
        }
    }

    static void Complete(Span<byte> codes, SparseSettings settings, bool isMarked)
    {
        var hasStructure = codes.ContainsAnyInRange((byte)1, (byte)(VoxelCode.MostClasses - 1));
        if (isMarked || (settings.CompleteSlices == SliceCompletion.Annotated && hasStructure))
        {
            codes.Replace(VoxelCode.Undefined, (byte)0);
        }
        else if (settings.EmptySlicesAreUndefined && !hasStructure)
        {
            codes.Replace((byte)0, VoxelCode.Undefined);
        }
    }
}
