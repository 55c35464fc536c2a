using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>What was found beside the spine on the working grid; muscles as outlines, left and right.</summary>
sealed record Structures(SpineFrame Frame, Volume<byte> Bone, Volume<byte> Gas, PolarSurface Cage, PolarSurface[] Paravertebral, PolarSurface[] Psoas, PolarSurface[] Quadratus)
{
    public static Structures Find(WorkingImage image, Volume<byte> body, WallSurfaces walls, SpineFrame frame, SpineModel spine, CancellationToken cancel)
    {
        var column = ColumnSurface.Find(image, frame, cancel);
        var bone = BoneFinder.Find(image, body, walls, frame, column, spine, cancel);
        var muscles = new BackMuscles(image, frame, walls, column, bone.Voxels.ToArray(), 1);
        PolarSurface[] paravertebral = [muscles.Paravertebral(-1, cancel), muscles.Paravertebral(1, cancel)];
        PolarSurface[] psoas = [muscles.Psoas(-1, cancel), muscles.Psoas(1, cancel)];
        PolarSurface[] quadratus = [muscles.Quadratus(-1, paravertebral[0], psoas[0], cancel), muscles.Quadratus(1, paravertebral[1], psoas[1], cancel)];
        return new(frame, bone, GasFinder.Find(image, body, cancel), CageSurface.Find(image, walls, frame, cancel), paravertebral, psoas, quadratus);
    }
}
