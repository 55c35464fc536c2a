using DeepAnatomy.Imaging.Phantoms;

namespace DeepAnatomy.Training.Sampling;

/// <summary>A smooth displacement in the axial plane: cubic B-splines over a coarse grid of random vectors, the same in all slices of a patch.</summary>
public sealed class Displacement
{
    readonly int columns;
    readonly float[] vectors;
    readonly double stepI;
    readonly double stepJ;

    /// <summary>Draws a displacement.</summary>
    /// <param name="width">Patch voxels along i.</param>
    /// <param name="height">Patch voxels along j.</param>
    /// <param name="step">Distance of the grid points, patch voxels along i and j.</param>
    /// <param name="magnitude">Largest displacement, source voxels along i and j.</param>
    /// <param name="seed">Seed.</param>
    public Displacement(int width, int height, (double I, double J) step, (double I, double J) magnitude, ulong seed)
    {
        (stepI, stepJ, Magnitude) = (step.I, step.J, magnitude);
        columns = (int)Math.Ceiling(width / stepI) + 4;
        var rows = (int)Math.Ceiling(height / stepJ) + 4;
        vectors = new float[columns * rows * 2];
        for (var n = 0; n < vectors.Length; n++)
        {
            vectors[n] = (float)(((2 * CounterRandom.Unit(seed, (ulong)n)) - 1) * ((n & 1) == 0 ? magnitude.I : magnitude.J));
        }
    }

    /// <summary>Largest displacement, source voxels along i and j.</summary>
    public (double I, double J) Magnitude { get; }

    /// <summary>The displacements of one row.</summary>
    /// <param name="j">The row of the patch.</param>
    /// <param name="di">Gets displacements along i, source voxels.</param>
    /// <param name="dj">Gets displacements along j.</param>
    public void Row(int j, Span<float> di, Span<float> dj)
    {
        Span<float> wi = stackalloc float[4], wj = stackalloc float[4];
        var row = Weights(j / stepJ, wj);
        for (var i = 0; i < di.Length; i++)
        {
            var column = Weights(i / stepI, wi);
            float u = 0, v = 0;
            for (var b = 0; b < 4; b++)
            {
                var at = (((row + b) * columns) + column) * 2;
                for (var a = 0; a < 4; a++)
                {
                    u += wj[b] * wi[a] * vectors[at + (2 * a)];
                    v += wj[b] * wi[a] * vectors[at + (2 * a) + 1];
                }
            }

            (di[i], dj[i]) = (u, v);
        }
    }

    static int Weights(double x, Span<float> w)
    {
        var cell = (int)x;
        var t = (float)(x - cell);
        var s = 1 - t;
        w[0] = s * s * s / 6;
        w[1] = ((3 * t * t * t) - (6 * t * t) + 4) / 6;
        w[2] = ((3 * s * s * s) - (6 * s * s) + 4) / 6;
        w[3] = t * t * t / 6;
        return cell;
    }
}
