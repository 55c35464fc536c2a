using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Morphology;

/// <summary>Union-find over the runs of a mask; the root of a set is its first run.</summary>
sealed class RunSets(Shape shape, int[] rowStart, RunLabelling.Run[] runs, Connectivity connectivity)
{
    const int SlicesPerSlab = 8;

    /// <summary>Joins all neighbouring runs; the result holds for every run a run of its set that does not come later.</summary>
    public int[] Join(CancellationToken cancellationToken)
    {
        var parent = new int[runs.Length];
        for (var r = 0; r < parent.Length; r++)
        {
            parent[r] = r;
        }

        var slabs = (shape.K + SlicesPerSlab - 1) / SlicesPerSlab;
        SliceLoop.Run(
            slabs,
            slab =>
            {
                var (first, end) = (slab * SlicesPerSlab, Math.Min(shape.K, (slab + 1) * SlicesPerSlab));
                for (var k = first; k < end; k++)
                {
                    WithinSlice(k, parent);
                    if (k > first)
                    {
                        ToSliceBelow(k, parent);
                    }
                }
            },
            cancellationToken);
        for (var slab = 1; slab < slabs; slab++)
        {
            ToSliceBelow(slab * SlicesPerSlab, parent);
        }

        return parent;
    }

    /// <summary>Turns the parents into labels 1 … n in scan order, in place, and returns n.</summary>
    public int Number(int[] parent)
    {
        var count = 0;
        for (var r = 0; r < runs.Length; r++)
        {
            // A parent never comes later, so its label is there already.
            parent[r] = parent[r] == r ? ++count : parent[parent[r]];
        }

        return count;
    }

    void WithinSlice(int k, int[] parent)
    {
        var reach = connectivity is Connectivity.Faces6 or Connectivity.Faces4 ? 0 : 1;
        for (var j = 1; j < shape.J; j++)
        {
            JoinRows((k * shape.J) + j, (k * shape.J) + j - 1, reach, parent);
        }
    }

    void ToSliceBelow(int k, int[] parent)
    {
        if (connectivity is Connectivity.Faces4 or Connectivity.Vertices8)
        {
            return;
        }

        for (var j = 0; j < shape.J; j++)
        {
            var (row, below) = ((k * shape.J) + j, ((k - 1) * shape.J) + j);
            JoinRows(row, below, connectivity == Connectivity.Faces6 ? 0 : 1, parent);
            if (connectivity == Connectivity.Faces6)
            {
                continue;
            }

            var reach = connectivity == Connectivity.Edges18 ? 0 : 1;
            if (j > 0)
            {
                JoinRows(row, below - 1, reach, parent);
            }

            if (j < shape.J - 1)
            {
                JoinRows(row, below + 1, reach, parent);
            }
        }
    }

    void JoinRows(int rowA, int rowB, int reach, int[] parent)
    {
        var (a, aEnd) = (rowStart[rowA], rowStart[rowA + 1]);
        var (b, bEnd) = (rowStart[rowB], rowStart[rowB + 1]);
        while (a < aEnd && b < bEnd)
        {
            if (runs[a].Start < runs[b].End + reach && runs[b].Start < runs[a].End + reach)
            {
                Unite(a, b, parent);
            }

            if (runs[a].End < runs[b].End)
            {
                a++;
            }
            else
            {
                b++;
            }
        }
    }

    static void Unite(int a, int b, int[] parent)
    {
        (a, b) = (Root(a, parent), Root(b, parent));
        if (a < b)
        {
            parent[b] = a;
        }
        else
        {
            parent[a] = b;
        }
    }

    static int Root(int r, int[] parent)
    {
        while (parent[r] != r)
        {
            r = parent[r] = parent[parent[r]];
        }

        return r;
    }
}
