namespace DeepAnatomy.Sarcopenia.Reports.Wording;

/// <content>The sentences that are known; patterns are anchored regular expressions, <c>$1</c> keeps what varies.</content>
sealed partial class Texts
{
    static IEnumerable<(string Pattern, string German)> PhraseRows() =>
    [
        (@"(\S+) is not in the scan\.?", "$1 liegt nicht im Scan."),
        (@"centroid of the (\S+) mask", "Schwerpunkt der Maske $1"),
        (@"(\S+) is not in the scan: the lowest vertebra found is (\S+?)\.?", "$1 liegt nicht im Scan: Der tiefste gefundene Wirbel ist $2."),
        (@"slice at the centre of the (\S+) vertebral body", "Schicht in der Mitte des Wirbelkörpers $1"),
        (@"mean over all slices of the (\S+) mask", "Mittel über alle Schichten der Maske $1"),
        (@"all slices from the bottom of the (\S+) mask to the top of the (\S+) mask", "alle Schichten von der Unterkante der Maske $1 bis zur Oberkante der Maske $2"),
        ("the body height is not known", "Die Körpergröße ist nicht bekannt"),
        (@"the label map has no vertebra (\S+)", "Die Labelkarte enthält keinen Wirbel $1"),
        ("This label set has single muscles only, not all skeletal muscle", "Dieser Labelsatz enthält nur einzelne Muskeln, nicht die gesamte Skelettmuskulatur"),
        ("This label set has no label of the abdominal wall", "Dieser Labelsatz enthält keine Bauchwand"),
        ("This label set has no quadratus lumborum", "Dieser Labelsatz enthält keinen Quadratus lumborum"),
        ("Subcutaneous fat is cut off by the image at this level; its area is withheld", "Das Unterhautfett ist auf dieser Höhe vom Bildrand abgeschnitten; seine Fläche wird nicht angegeben"),
        ("The body is cut off at the patient's (left|right) edge of the image at this level; waist and body area are withheld", "Der Körper ist auf dieser Höhe am Bildrand abgeschnitten ($1); Taille und Körperfläche werden nicht angegeben"),
        ("the limits depend on sex, which is not known", "Die Grenzen hängen vom Geschlecht ab, das nicht bekannt ist"),
        ("the limits depend on age, which is not known", "Die Grenzen hängen vom Alter ab, das nicht bekannt ist"),
        ("the limits depend on BMI, which needs height and weight", "Die Grenzen hängen vom BMI ab, der Größe und Gewicht braucht"),
        (@"the limits are for (\S+), measured was (\S+)", "Die Grenzen gelten für $1, gemessen wurde $2"),
        (@"there are no limits for a BMI of (\S+) \(they hold for from (\d+)\)", "keine Grenzen für einen BMI von $1 (sie gelten ab $2)"),
        ("attenuation depends on the contrast phase, which the source does not state here", "Die Dichte hängt von der Kontrastphase ab, die die Quelle hier nicht nennt"),
        ("probable sarcopenia", "wahrscheinliche Sarkopenie"), ("possible sarcopenia", "mögliche Sarkopenie"),
        ("confirmed sarcopenia", "bestätigte Sarkopenie"), ("severe sarcopenia", "schwere Sarkopenie"),
        ("sarcopenia", "Sarkopenie"), ("no sarcopenia", "keine Sarkopenie"),
        ("not assessable", "nicht beurteilbar"),
        ("height is not known", "Die Körpergröße ist nicht bekannt"),
    ];

    static IEnumerable<(string Pattern, string German)> PartRows() =>
    [
        (@"\(men\)", "(Männer)"),
        (@"\(women\)", "(Frauen)"),
        ("^Find: ", "Finden: "), ("^Case finding: ", "Fallfindung: "), ("^Assess: ", "Prüfen: "), ("^Confirm: ", "Bestätigen: "), ("^Severity: ", "Schweregrad: "),
        ("^Strength: ", "Kraft: "), ("^Performance: ", "Leistung: "), ("[Gg]rip strength", "Handkraft"), ("five chair rises", "fünfmal Aufstehen"), ("[Gg]ait speed", "Ganggeschwindigkeit"),
        ("appendicular muscle mass", "appendikuläre Muskelmasse"), ("calf circumference", "Wadenumfang"), ("muscle mass by CT", "Muskelmasse im CT"), ("/ height²", "/ Größe²"), ("400 m walk", "400-m-Gehtest"), (" points$", " Punkte"),
    ];
}
