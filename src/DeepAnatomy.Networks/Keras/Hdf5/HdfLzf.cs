namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>The LZF compression of h5py.</summary>
static class HdfLzf
{
    /// <summary>Unpacks; null when the data are wrong or longer than allowed.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> packed, int most)
    {
        var result = new byte[most];
        var (length, position) = (0, 0);
        while (position < packed.Length)
        {
            int control = packed[position++];
            if (control < 32)
            {
                var count = control + 1;
                if (count > packed.Length - position || count > most - length)
                {
                    return null;
                }

                packed.Slice(position, count).CopyTo(result.AsSpan(length));
                (position, length) = (position + count, length + count);
                continue;
            }

            var repeat = control >> 5;
            if (repeat == 7 && position < packed.Length)
            {
                repeat += packed[position++];
            }

            repeat += 2;
            if (position >= packed.Length)
            {
                return null;
            }

            var from = length - ((control & 31) << 8) - packed[position++] - 1;
            if (from < 0 || repeat > most - length)
            {
                return null;
            }

            // The source may overlap what is being written: byte by byte.
            for (var index = 0; index < repeat; index++)
            {
                result[length++] = result[from++];
            }
        }

        return result[..length];
    }
}
