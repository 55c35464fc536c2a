using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Runs every check on one scan with its labels; the findings come in a fixed order.</summary>
static class QualityInspection
{
    public static void Run(QualitySubject subject, SubjectRecord person, QualityList list)
    {
        GeometryChecks.Run(subject.Hu.Grid, subject.Facts, list);
        LevelChecks.Run(subject, list);
        LabelChecks.Run(subject, list);
        IntensityChecks.Run(subject, list);
        TruncationChecks.Run(subject, list);
        Phase(person, list);
    }

    static void Phase(SubjectRecord person, QualityList list)
    {
        if (person.Phase is null)
        {
            list.Warn("contrast-phase", "The contrast phase is not known; contrast raises muscle by about 7 HU.", "Die Kontrastphase ist nicht bekannt; Kontrastmittel hebt Muskel um etwa 7 HU.");
        }
        else
        {
            list.Pass("contrast-phase", $"Contrast phase: {person.Phase}.", $"Kontrastphase: {person.Phase}.");
        }
    }
}
