using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Whether body, subcutaneous fat or muscle reach the edge of the image at the level: three separate flags (SEMANTICS.md Q7).</summary>
static class TruncationChecks
{
    const double ContactMm = 1.5;

    public static void Run(QualitySubject subject, QualityList list)
    {
        if (!subject.HasLevel || subject.Body is not { } body)
        {
            return;
        }

        var edges = EdgesOf(body, subject.Hu.Shape.I, subject.Hu.Shape.J);
        var circle = TouchesCircle(subject, body);
        if (edges != ImageEdges.None || circle)
        {
            var (en, de) = Words(edges, circle);
            list.Fail("fov-body", Withheld.Body, $"The body is cut off at the {en} of the image at this level; waist and body area are withheld.", $"Der Körper ist auf dieser Höhe {de} abgeschnitten; Taille und Körperfläche werden nicht angegeben.");
        }
        else
        {
            list.Pass("fov-body", "The whole body is inside the image at this level.", "Der Körper liegt auf dieser Höhe ganz im Bild.");
        }

        Fat(subject, edges != ImageEdges.None || circle, list);
        Muscle(subject, list);
    }

    static void Fat(QualitySubject subject, bool isBodyCut, QualityList list)
    {
        var fat = subject.Regions.Subcutaneous;
        if (!fat.IsAvailable || fat.Of(subject.At.FirstK, subject.At.LastK, null).Count == 0)
        {
            return;
        }

        if (isBodyCut || Touches(subject, fat) != ImageEdges.None)
        {
            list.Fail("fov-subcutaneous", Withheld.Subcutaneous, "Subcutaneous fat is cut off by the image at this level; its area is withheld.", "Das Unterhautfett ist auf dieser Höhe vom Bildrand abgeschnitten; seine Fläche wird nicht angegeben.");
        }
        else
        {
            list.Pass("fov-subcutaneous", "Subcutaneous fat is inside the image at this level.", "Das Unterhautfett liegt auf dieser Höhe ganz im Bild.");
        }
    }

    static void Muscle(QualitySubject subject, QualityList list)
    {
        var cut = subject.Regions.Muscles.Where(m => m.Side == "both" && m.IsAvailable && Touches(subject, m) != ImageEdges.None).ToArray();
        foreach (var group in cut)
        {
            list.Fail("fov-muscle", Withheld.Muscle, $"The group {group.Group} is cut off by the edge of the image at this level; its numbers are withheld.", $"Die Gruppe {group.Group} ist auf dieser Höhe vom Bildrand abgeschnitten; ihre Werte werden nicht angegeben.", group.Group);
        }

        if (cut.Length == 0)
        {
            list.Pass("fov-muscle", "All measured muscle is inside the image at this level.", "Alle gemessenen Muskeln liegen auf dieser Höhe im Bild.");
        }
    }

    static ImageEdges Touches(QualitySubject subject, Region region)
    {
        var touched = ImageEdges.None;
        for (var k = subject.At.FirstK; k <= subject.At.LastK; k++)
        {
            touched |= subject.Table.EdgesOf(region.Columns.AsSpan(), k);
        }

        return touched;
    }

    static ImageEdges EdgesOf(ReadOnlySpan<byte> mask, int width, int height)
    {
        var edges = mask[..width].Contains((byte)1) ? ImageEdges.Front : ImageEdges.None;
        edges |= mask[^width..].Contains((byte)1) ? ImageEdges.Back : ImageEdges.None;
        for (var j = 0; j < height; j++)
        {
            edges |= mask[j * width] != 0 ? ImageEdges.Right : ImageEdges.None;
            edges |= mask[(j * width) + width - 1] != 0 ? ImageEdges.Left : ImageEdges.None;
        }

        return edges;
    }

    /// <summary>Whether the scan was reconstructed in a circle (the corners hold one constant value) and the body reaches that circle.</summary>
    static bool TouchesCircle(QualitySubject subject, ReadOnlySpan<byte> body)
    {
        var hu = subject.Hu.Slice(subject.Level.SliceK!.Value);
        var shape = subject.Hu.Shape;
        var (centreI, centreJ, radius) = ((shape.I - 1) / 2.0, (shape.J - 1) / 2.0, Math.Min(shape.I, shape.J) / 2.0);
        var (corner, contacts) = (hu[0], 0);
        for (var j = 0; j < shape.J; j++)
        {
            for (var i = 0; i < shape.I; i++)
            {
                var distance = double.Hypot(i - centreI, j - centreJ);
                var at = (j * shape.I) + i;
                if (distance > radius + 2 && hu[at] != corner)
                {
                    return false;
                }

                contacts += body[at] != 0 && Math.Abs(distance - radius) < ContactMm ? 1 : 0;
            }
        }

        return contacts > 2 && shape.I == shape.J && corner < BodyMask.EdgeHu;
    }

    static (string En, string De) Words(ImageEdges edges, bool circle)
    {
        (ImageEdges Edge, string En, string De)[] all =
        [
            (ImageEdges.Right, "patient's right edge", "an der rechten Seite des Patienten"),
            (ImageEdges.Left, "patient's left edge", "an der linken Seite des Patienten"),
            (ImageEdges.Front, "front edge", "vorn"),
            (ImageEdges.Back, "back edge", "hinten"),
        ];
        var hit = all.Where(a => edges.HasFlag(a.Edge)).ToArray();
        return hit.Length == 0 && circle
            ? ("circular border", "am runden Bildrand")
            : (string.Join(" and the ", hit.Select(h => h.En)), string.Join(" und ", hit.Select(h => h.De)));
    }
}
