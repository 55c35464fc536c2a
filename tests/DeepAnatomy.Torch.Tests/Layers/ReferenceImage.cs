using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Torch.Tests.Layers;

/// <summary>A batch of images in double precision, (batch, x, y, z, channels) with missing spatial axes of size 1.</summary>
sealed class ReferenceImage(int batch, int[] size, int channels)
{
    public int Batch => batch;

    public int[] Size => size;

    public int Channels => channels;

    public double[] Values { get; } = new double[batch * size[0] * size[1] * size[2] * channels];

    public ref double this[int b, int x, int y, int z, int c] => ref Values[(((((((b * size[0]) + x) * size[1]) + y) * size[2]) + z) * channels) + c];

    /// <summary>Reads an array with the given number of spatial axes.</summary>
    public static ReferenceImage Of(NdArray array, int rank, bool channelsFirst)
    {
        int[] size = [1, 1, 1];
        for (var axis = 0; axis < rank; axis++)
        {
            size[axis + 3 - rank] = array.Shape[axis + (channelsFirst ? 2 : 1)];
        }

        var image = new ReferenceImage(array.Shape[0], size, array.Shape[channelsFirst ? 1 : rank + 1]);
        image.Visit(channelsFirst, (index, at) => image.Values[at] = array[index]);
        return image;
    }

    /// <summary>The numbers in the order of an array.</summary>
    public double[] InOrder(bool channelsFirst)
    {
        var result = new double[Values.Length];
        Visit(channelsFirst, (index, at) => result[index] = Values[at]);
        return result;
    }

    /// <summary>Goes through all places inside the image; <c>false</c> outside.</summary>
    public bool Contains(int x, int y, int z) => (uint)x < (uint)size[0] && (uint)y < (uint)size[1] && (uint)z < (uint)size[2];

    void Visit(bool channelsFirst, Action<int, int> visit)
    {
        var places = size[0] * size[1] * size[2];
        for (var b = 0; b < batch; b++)
        {
            for (var place = 0; place < places; place++)
            {
                for (var c = 0; c < channels; c++)
                {
                    var at = (((b * places) + place) * channels) + c;
                    visit(channelsFirst ? (((b * channels) + c) * places) + place : at, at);
                }
            }
        }
    }
}
