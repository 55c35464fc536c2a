using System.Globalization;
using System.Text;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>What a clinic would have measured of a synthetic person, with the muscle's truth beside it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Sex"><c>M</c> or <c>F</c>.</param>
/// <param name="AgeYears">Age, years.</param>
/// <param name="HeightM">Height, m.</param>
/// <param name="WeightKg">Weight, kg.</param>
/// <param name="Bmi">Body mass index, kg/m².</param>
/// <param name="GripKg">Grip strength, kg.</param>
/// <param name="ChairRiseSeconds">Time for five chair rises, s.</param>
/// <param name="GaitSpeedMs">Usual gait speed, m/s.</param>
/// <param name="DiedWithinOneYear">The outcome, drawn from <paramref name="OneYearRisk"/>.</param>
/// <param name="OneYearRisk">The true probability of the outcome, 0 … 1.</param>
/// <param name="MuscleCm2">True skeletal muscle area at L3, −29 … 150 HU, cm².</param>
/// <param name="MuscleIndex">That over height squared, cm²/m².</param>
/// <param name="MuscleMeanHu">True mean HU of that area.</param>
public sealed record ClinicalRow(
    string Id, string Sex, double AgeYears, double HeightM, double WeightKg, double Bmi, double GripKg, double ChairRiseSeconds,
    double GaitSpeedMs, bool DiedWithinOneYear, double OneYearRisk, double MuscleCm2, double MuscleIndex, double MuscleMeanHu);

/// <summary>Makes and writes the clinical table of synthetic persons; the model behind it is stated in SEMANTICS.md.</summary>
public static class ClinicalTable
{
    /// <summary>The row of one person.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="subject">The person.</param>
    /// <param name="areas">The truth at L3.</param>
    public static ClinicalRow Row(string id, PhantomSubject subject, PhantomAreas areas)
    {
        var r = new RandomStream(subject.AnatomySeed, "clinic");
        var male = subject.Sex == PhantomSex.Male;
        var index = areas.MuscleWindowCm2 / (subject.HeightM * subject.HeightM);
        var muscle = (index - (male ? 51 : 40)) / 7;
        var quality = 0.28 - subject.Myosteatosis;
        var aged = (subject.AgeYears - 60) / 10;
        var grip = Math.Max(4, (male ? 40 : 25.5) - (3.2 * aged) + (3.4 * muscle) + (14 * quality) + r.Normal(0, 4));
        var chair = Math.Max(5.5, 11.5 + (1.2 * aged) - (0.6 * muscle) - (7 * quality) + (0.12 * (subject.Bmi - 26)) + r.Normal(0, 1.8));
        var gait = Math.Clamp(1.18 - (0.08 * aged) + (0.03 * muscle) + (0.35 * quality) + r.Normal(0, 0.13), 0.2, 1.8);
        var risk = 1 / (1 + Math.Exp(-(-2.2 + (0.45 * aged) - (0.55 * muscle) - (3.5 * quality) + (male ? 0.15 : 0))));
        return new(
            id, male ? "M" : "F", subject.AgeYears, subject.HeightM, Math.Round(subject.WeightKg, 1), subject.Bmi, Math.Round(grip, 1), Math.Round(chair, 1),
            Math.Round(gait, 2), r.Chance(risk), risk, areas.MuscleWindowCm2, index, areas.MuscleMeanHu);
    }

    /// <summary>The rows as comma-separated values with a header, decimal points, and line feeds.</summary>
    public static string ToCsv(IEnumerable<ClinicalRow> rows)
    {
        var text = new StringBuilder("id,sex,age_years,height_m,weight_kg,bmi,grip_kg,chair_rise_s,gait_speed_m_s,died_within_1_year,true_1_year_risk,true_sma_cm2,true_smi_cm2_m2,true_smra_hu\n");
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{r.Id},{r.Sex},{r.AgeYears},{r.HeightM:0.00},{r.WeightKg:0.0},{r.Bmi:0.0},{r.GripKg:0.0},{r.ChairRiseSeconds:0.0},{r.GaitSpeedMs:0.00},{(r.DiedWithinOneYear ? 1 : 0)},{r.OneYearRisk:0.0000},{r.MuscleCm2:0.00},{r.MuscleIndex:0.00},{r.MuscleMeanHu:0.00}\n");
        }

        return text.ToString();
    }
}
