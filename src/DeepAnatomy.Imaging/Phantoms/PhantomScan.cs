using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Where a vertebra of a phantom truly is.</summary>
/// <param name="Name"><c>T10</c> … <c>L6</c>.</param>
/// <param name="Centre">Centre of the vertebral body, LPS mm.</param>
/// <param name="HalfHeightMm">Half the height of the body, mm.</param>
public sealed record PhantomVertebra(string Name, PatientPoint Centre, double HalfHeightMm);

/// <summary>Areas at the centre of L3 of the person, measured on the exact anatomy (1 mm samples, before the scan).</summary>
/// <param name="MuscleCm2">All skeletal muscle compartments.</param>
/// <param name="SubcutaneousFatCm2">Subcutaneous fat.</param>
/// <param name="VisceralFatCm2">Visceral fat.</param>
/// <param name="MuscleWindowCm2">Muscle compartments from −29 to 150 HU, free of noise.</param>
/// <param name="MuscleMeanHu">Mean of these.</param>
public sealed record PhantomAreas(double MuscleCm2, double SubcutaneousFatCm2, double VisceralFatCm2, double MuscleWindowCm2, double MuscleMeanHu);

/// <summary>A synthetic scan with its exact truth.</summary>
/// <param name="Hu">Hounsfield units; i to the patient's left, j to the back, k to the head.</param>
/// <param name="Truth">Label of the structure at every voxel's centre, label set <c>deepanatomy-1</c>.</param>
/// <param name="Subject">The person.</param>
/// <param name="Facts">What a DICOM header would say.</param>
/// <param name="Vertebrae">Centres of the vertebrae, from foot to head, also of those outside the scan.</param>
/// <param name="AreasAtL3">Exact areas at the centre of L3, whether or not the scan covers it.</param>
public sealed record PhantomScan(
    Volume<short> Hu,
    LabelMap Truth,
    PhantomSubject Subject,
    AcquisitionFacts Facts,
    ImmutableArray<PhantomVertebra> Vertebrae,
    PhantomAreas AreasAtL3)
{
    /// <summary>The slice nearest to the centre of L3, or null when it is not in the scan.</summary>
    public int? L3SliceK
    {
        get
        {
            var k = (int)Math.Floor(Hu.Grid.ToVoxel(Vertebrae.Single(v => v.Name == "L3").Centre).K + 0.499);
            return k >= 0 && k < Hu.Shape.K ? k : null;
        }
    }
}
