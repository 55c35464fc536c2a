using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Puts together what the steps of the search found: vertebrae with names and positions in the scan, confidence, reason and explanation.</summary>
sealed class SpineAssembly(Grid scan, SearchGrid grid, CanalCourse canal, StraightSpine spine, ColumnCourse column, SpineProfile profile, Discs discs, VertebraChain chain)
{
    /// <summary>Half the height of a disc where its end plates are not seen.</summary>
    const double HalfDiscMm = 4;

    public SpineModel WithoutVertebrae()
    {
        var courses = new SliceCourses(scan, grid, canal, spine, column);
        return new(scan, courses.Canal, courses.Column, [], 0, "No disc was found, so no vertebra can be told from its neighbour.")
        {
            LabelReasonDe = "Es wurde keine Bandscheibe gefunden, daher lässt sich kein Wirbel von seinem Nachbarn unterscheiden.",
        };
    }

    public SpineModel Build(SpineAnchors anchors)
    {
        var numbering = VertebraNamer.Name(anchors);
        var (fromAbove, fromBelow) = (VertebraNamer.NameFromAbove(anchors), VertebraNamer.NameFromBelow(anchors));
        var lowest = numbering.Best;
        var disagree = fromAbove.Best != fromBelow.Best && fromAbove.BestProbability > 0.7 && fromBelow.BestProbability > 0.7;
        var vertebrae = Enumerable.Range(0, chain.Links.Length).Where(n => lowest - n <= VertebraNumber.S1).Select(n => Vertebra(n, lowest - n)).ToImmutableArray();
        var findings = AnchorTexts.Of(anchors, lowest, SliceOf);
        var (english, german) = Summary(numbering, disagree, fromAbove, fromBelow);
        var courses = new SliceCourses(scan, grid, canal, spine, column);
        return new(scan, courses.Canal, courses.Column, vertebrae, disagree ? Math.Min(LevelFinder.LeastConfidence, numbering.BestProbability) : numbering.BestProbability, english)
        {
            LabelReasonDe = german,
            Candidates = Candidates(numbering),
            AnchorsDisagree = disagree,
            HasAnchors = findings.Any(f => f.SliceK is not null),
            Explanation = Explain(vertebrae, findings, english, german),
        };
    }

    ImmutableArray<NumberingCandidate> Candidates(Numbering numbering) =>
    [
        .. Enumerable.Range(numbering.Lowest, numbering.Probability.Length)
            .Where(n => numbering.Of(n) >= 0.01)
            .OrderByDescending(numbering.Of)
            .Select(n => new NumberingCandidate(VertebraNumber.NameOf(n), VertebraNumber.NameOf(n - chain.Links.Length + 1), numbering.Of(n))),
    ];

    (string English, string German) Summary(Numbering numbering, bool disagree, Numbering fromAbove, Numbering fromBelow)
    {
        var (low, high) = (VertebraNumber.NameOf(numbering.Best), VertebraNumber.NameOf(numbering.Best - chain.Links.Length + 1));
        var share = AnchorTexts.Percent(numbering.BestProbability);
        if (numbering.Best - chain.Links.Length + 1 > VertebraNumber.S1)
        {
            return (
                "Only the sacrum and the pelvis are seen, no lumbar vertebra.",
                "Nur Kreuzbein und Becken sind zu sehen, kein Lendenwirbel.");
        }

        if (disagree)
        {
            var (a, b) = (VertebraNumber.NameOf(fromAbove.Best), VertebraNumber.NameOf(fromBelow.Best));
            return (
                $"The numbering is uncertain: counted from the ribs the lowest vertebra seen is {a}, counted from the sacrum and pelvis it is {b} (four or six lumbar vertebrae, or a missed landmark).",
                $"Die Zählung ist unsicher: Von den Rippen gezählt ist der unterste sichtbare Wirbel {AnchorTexts.German(a)}, von Kreuzbein und Becken gezählt {AnchorTexts.German(b)} (vier oder sechs Lendenwirbel oder übersehene Landmarke).");
        }

        return (
            $"The vertebrae from {high} to {low} were counted by the discs between them and named by ribs, lungs, sacrum and iliac crests (probability {share}).",
            $"Die Wirbel von {AnchorTexts.German(high)} bis {AnchorTexts.German(low)} wurden an den Bandscheiben gezählt und nach Rippen, Lungen, Kreuzbein und Beckenkämmen benannt (Wahrscheinlichkeit {share}).");
    }

    Vertebra Vertebra(int n, int number)
    {
        var link = chain.Links[n];
        var (bottom, top) = (EndPlate(link.BottomS, +1), EndPlate(link.TopS, -1));
        var (x, y, z) = chain.CentreAt((bottom + top) / 2);
        var (i, j, k) = grid.ToVoxel(x, y, z);
        var (bottomK, topK) = (SliceAt(Math.Max(bottom, 0)), SliceAt(Math.Min(top, spine.Count - 1)));
        return new(VertebraNumber.NameOf(number), i, j, k, Math.Min(bottomK, topK), Math.Max(bottomK, topK), link.IsWhole);
    }

    // The brightest plane 2–9 mm from a disc's middle; where that is at the edge of the window there is no clear end plate.
    double EndPlate(double disc, int direction)
    {
        var (best, at) = (double.MinValue, 0);
        for (var d = 2; d <= 9; d++)
        {
            var s = (int)disc + (direction * d);
            if (s >= 0 && s < spine.Count && profile.BodyHu[s] > best)
            {
                (best, at) = (profile.BodyHu[s], d);
            }
        }

        return disc + (direction * (at is >= 2 and <= 8 ? at : HalfDiscMm));
    }

    double SliceAt(double s) => grid.ToVoxelK(chain.CentreAt(s).Z);

    double SliceOf(double position)
    {
        var n = Math.Clamp((int)Math.Round(position), 0, chain.Links.Length - 1);
        var link = chain.Links[n];
        return SliceAt(link.CentreS + ((position - n) * link.LengthMm));
    }

    SpineExplanation Explain(ImmutableArray<Vertebra> vertebrae, ImmutableArray<AnchorFinding> findings, string english, string german)
    {
        var line = new ColumnLine(grid, spine, column);
        var rowsPerSlice = scan.Spacing.KMm / SearchGrid.StepMm;
        var firstRow = grid.Z - 1 - grid.FromVoxelK(0);
        return new()
        {
            Sagittal = ExplanationPictures.Sagittal(grid, line),
            Coronal = ExplanationPictures.Coronal(grid, line),
            Straight = ExplanationPictures.Straight(spine, column),
            SagittalCentres = [.. vertebrae.Select(v => new PicturePoint(ToGrid(v.CentreJ, scan.Spacing.JMm), firstRow - (v.CentreK * rowsPerSlice)))],
            CoronalCentres = [.. vertebrae.Select(v => new PicturePoint(ToGrid(v.CentreI, scan.Spacing.IMm), firstRow - (v.CentreK * rowsPerSlice)))],
            RowOfFirstSlice = firstRow,
            RowsPerSlice = rowsPerSlice,
            BodyProfileHu = [.. profile.BodyHu],
            PedicleProfileHu = [.. profile.PedicleHu],
            ProfileK = [.. Enumerable.Range(0, spine.Count).Select(s => SliceAt(s))],
            Discs = [.. discs.At.Zip(discs.Clearness, (s, c) => new DiscFinding(s * StraightSpine.StepMm, SliceAt(s), Math.Clamp(c, 0, 1)))],
            Anchors = findings,
            SummaryEnglish = english,
            SummaryGerman = german,
        };
    }

    static double ToGrid(double index, double spacingMm) => ((index + 0.5) * spacingMm / SearchGrid.StepMm) - 0.5;
}
