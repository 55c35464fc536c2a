namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>A level from a spine that was found in the scan.</summary>
static class SpineLevel
{
    public static LevelFinding Find(SpineModel spine, string level, int number, string ruleText, LevelRule rule)
    {
        var german = AnchorTexts.German(level);
        var labelReasonDe = spine.LabelReasonDe ?? spine.LabelReason;
        LevelFinding None(double confidence, string reason, string reasonDe) => new(level, null, ruleText, confidence, reason) { ReasonDe = reasonDe };

        if (spine.Vertebrae.IsEmpty)
        {
            return spine.Candidates.IsEmpty
                ? None(0, $"{level} was not found: {spine.LabelReason}", $"{german} wurde nicht gefunden: {labelReasonDe}")
                : None(1 - Presence(spine, number), $"{level} is not in the scan: {spine.LabelReason}", $"{german} liegt nicht im Scan: {labelReasonDe}");
        }

        var presence = Presence(spine, number);
        var (highest, lowest) = (spine.Vertebrae[^1].Name, spine.Vertebrae[0].Name);
        if (spine.Find(level) is not { } vertebra)
        {
            return presence < 1 - LevelFinder.LeastConfidence
                ? None(1 - presence, $"{level} is not in the scan: the vertebrae seen are {highest} to {lowest} or their neighbours ({AnchorTexts.Percent(1 - presence)} sure that {level} is not among them).", $"{german} liegt nicht im Scan: Zu sehen sind {AnchorTexts.German(highest)} bis {AnchorTexts.German(lowest)} oder deren Nachbarn (zu {AnchorTexts.Percent(1 - presence)} sicher, dass {german} nicht darunter ist).")
                : None(presence, Uncertain(spine, level, presence), UncertainDe(spine, german, presence));
        }

        if (spine.LabelConfidence < LevelFinder.LeastConfidence)
        {
            return presence < 1 - LevelFinder.LeastConfidence
                ? None(1 - presence, $"{level} is not in the scan ({AnchorTexts.Percent(1 - presence)} sure): {spine.LabelReason}", $"{german} liegt nicht im Scan (zu {AnchorTexts.Percent(1 - presence)} sicher): {labelReasonDe}")
                : None(presence, Uncertain(spine, level, presence), UncertainDe(spine, german, presence));
        }

        var slice = (int)Math.Round(rule == LevelRule.MiddleOfExtent ? (vertebra.BottomK + vertebra.TopK) / 2 : vertebra.CentreK);
        if (slice < 0 || slice >= spine.Grid.Shape.K)
        {
            return None(spine.LabelConfidence, $"{level} is not in the scan: only its {(slice < 0 ? "upper" : "lower")} part is, not its centre.", $"{german} liegt nicht im Scan: Nur der {(slice < 0 ? "obere" : "untere")} Teil ist zu sehen, nicht die Mitte.");
        }

        var (bottom, top) = ((int)Math.Round(vertebra.BottomK), (int)Math.Round(vertebra.TopK));
        var cut = vertebra.IsWhole ? "" : $" {level} is cut off by the edge of the scan; its centre is extrapolated.";
        var cutDe = vertebra.IsWhole ? "" : $" {german} ist vom Rand des Scans abgeschnitten; die Mitte ist extrapoliert.";
        var last = spine.Grid.Shape.K - 1;
        var confidence = vertebra.IsWhole ? spine.LabelConfidence : Math.Min(spine.LabelConfidence, 0.6);
        return new(level, slice, ruleText, confidence, spine.LabelReason + cut, Math.Clamp(bottom, 0, last), Math.Clamp(top, 0, last)) { ReasonDe = labelReasonDe + cutDe };
    }

    // The probability that the level's centre is among the vertebrae seen, whatever the numbering.
    static double Presence(SpineModel spine, int number)
    {
        var sum = 0.0;
        foreach (var candidate in spine.Candidates)
        {
            var (lowest, highest) = (VertebraNumber.Of(candidate.LowestVertebra), VertebraNumber.Of(candidate.HighestVertebra));
            sum += lowest >= number && highest <= number ? candidate.Probability : 0;
        }

        return Math.Clamp(sum, 0, 1);
    }

    static string Uncertain(SpineModel spine, string level, double presence)
    {
        var ways = string.Join(", ", spine.Candidates.Take(3).Select(c => $"{c.HighestVertebra}–{c.LowestVertebra} ({AnchorTexts.Percent(c.Probability)})"));
        return $"Which vertebra is {level} cannot be told: neither ribs nor sacrum nor iliac crests decide between {ways}; {level} is in the scan with a probability of {AnchorTexts.Percent(presence)}. Give the slice by hand.";
    }

    static string UncertainDe(SpineModel spine, string level, double presence)
    {
        var ways = string.Join(", ", spine.Candidates.Take(3).Select(c => $"{AnchorTexts.German(c.HighestVertebra)}–{AnchorTexts.German(c.LowestVertebra)} ({AnchorTexts.Percent(c.Probability)})"));
        return $"Welcher Wirbel {level} ist, lässt sich nicht sagen: Weder Rippen noch Kreuzbein noch Beckenkämme entscheiden zwischen {ways}; {level} liegt mit einer Wahrscheinlichkeit von {AnchorTexts.Percent(presence)} im Scan. Bitte die Schicht von Hand angeben.";
    }
}
