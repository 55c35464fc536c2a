namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Selection of the n-th smallest value without sorting.</summary>
static class OrderStatistic
{
    /// <summary>Moves the <paramref name="target"/>-th smallest value to its place, smaller ones before it, larger ones behind, and returns it.</summary>
    public static double Select(Span<double> values, int target)
    {
        var (from, to) = (0, values.Length - 1);
        while (from < to)
        {
            var pivot = values[(from + to) >> 1];
            var (i, j) = (from, to);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (target <= j)
            {
                to = j;
            }
            else if (target >= i)
            {
                from = i;
            }
            else
            {
                break;
            }
        }

        return values[target];
    }
}
