namespace DeepAnatomy.Networks.Initialization;

/// <summary>Random matrices with orthonormal columns or rows (Saxe et al. 2014).</summary>
static class OrthogonalMatrix
{
    /// <summary>Draws a matrix, uniformly over all such.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="chance">Where the numbers come from.</param>
    /// <returns>Row by row. The shorter side's vectors are orthonormal.</returns>
    public static double[] Draw(int rows, int columns, Chance chance)
    {
        var (length, count) = (Math.Max(rows, columns), Math.Min(rows, columns));
        var vectors = new double[count][];
        for (var index = 0; index < count; index++)
        {
            vectors[index] = Next(vectors.AsSpan(0, index), length, chance);
        }

        var matrix = new double[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                matrix[(row * columns) + column] = rows >= columns ? vectors[column][row] : vectors[row][column];
            }
        }

        return matrix;
    }

    static double[] Next(ReadOnlySpan<double[]> earlier, int length, Chance chance)
    {
        var vector = new double[length];
        for (var element = 0; element < length; element++)
        {
            vector[element] = chance.Normal();
        }

        // Twice, because one pass of Gram and Schmidt leaves rounding errors.
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var other in earlier)
            {
                AddScaled(vector, other, -Dot(vector, other));
            }
        }

        var norm = Math.Sqrt(Dot(vector, vector));
        for (var element = 0; element < length; element++)
        {
            vector[element] /= norm;
        }

        return vector;
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var element = 0; element < a.Length; element++)
        {
            sum += a[element] * b[element];
        }

        return sum;
    }

    static void AddScaled(double[] target, double[] other, double factor)
    {
        for (var element = 0; element < target.Length; element++)
        {
            target[element] += factor * other[element];
        }
    }
}
