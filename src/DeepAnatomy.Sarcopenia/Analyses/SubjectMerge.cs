using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>Fills what the user did not say from the facts of the scan, and remembers where each value came from.</summary>
static class SubjectMerge
{
    public const string FromUser = "user", FromDicom = "DICOM";

    /// <summary>The merged record, and a sentence for every fact of the scan that was not used because it cannot be true.</summary>
    public static (SubjectRecord Subject, ImmutableArray<string> Ignored) With(SubjectRecord user, AcquisitionFacts facts)
    {
        var ignored = ImmutableArray.CreateBuilder<string>();
        var sources = user.Sources.ToBuilder();
        var subject = user;

        void Take<T>(string name, T? given, T? fact, Func<SubjectRecord, SubjectRecord> use)
        {
            if (given is not null)
            {
                sources.TryAdd(name, FromUser);
            }
            else if (fact is not null)
            {
                var only = use(new SubjectRecord());
                if (SubjectPlausibility.Check(only) is [var problem, ..])
                {
                    ignored.Add($"The scan's own value was not used: {problem}");
                }
                else
                {
                    subject = use(subject);
                    sources.TryAdd(name, FromDicom);
                }
            }
        }

        Take("sex", user.Sex, facts.Sex is "M" or "F" ? facts.Sex : null, s => s with { Sex = facts.Sex });
        Take("ageYears", user.AgeYears, facts.AgeYears, s => s with { AgeYears = facts.AgeYears });
        Take("heightM", user.HeightM, facts.HeightM, s => s with { HeightM = facts.HeightM });
        Take("weightKg", user.WeightKg, facts.WeightKg, s => s with { WeightKg = facts.WeightKg });
        Take("tubeVoltageKv", user.TubeVoltageKv, facts.TubeVoltageKv, s => s with { TubeVoltageKv = facts.TubeVoltageKv });
        return (subject with { Sources = sources.ToImmutable() }, ignored.ToImmutable());
    }
}
