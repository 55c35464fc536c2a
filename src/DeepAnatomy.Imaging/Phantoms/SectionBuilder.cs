namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Makes the sections of one person: the fascia's outline, the layers of the wall, and the sections of the paired muscles.</summary>
sealed class SectionBuilder
{
    const double MidlineRadians = 0.15;

    readonly Build build;
    readonly SpineLine spine;
    readonly SmoothNoise noise;
    readonly Variation vary;
    readonly double[] sideWall = new double[2];
    readonly double[] sideErector = new double[2];
    readonly double[] sidePsoas = new double[2];
    readonly double[] sideQuadratus = new double[2];
    readonly double albaHalfMm;
    readonly double rectusWidth;
    readonly double costalShift;

    public SectionBuilder(Build build, SpineLine spine, SmoothNoise noise)
    {
        (this.build, this.spine, this.noise, vary) = (build, spine, noise, new(build.Subject));
        var traits = new RandomStream(build.Subject.AnatomySeed, "trunk");
        foreach (var side in new[] { sideWall, sideErector, sidePsoas, sideQuadratus })
        {
            var common = traits.Normal(1, 0.05);
            var difference = traits.Normal(0, 0.03);
            (side[0], side[1]) = (common - difference, common + difference);
        }

        albaHalfMm = traits.Between(2, 5) + (7 * Math.Max(0, build.Girth) * traits.Unit());
        rectusWidth = traits.Between(0.92, 1.08);
        costalShift = traits.Normal(0, 8) + (spine.T12.Z - 107) * 0.5;
    }

    /// <summary>The trunk at a height (nominal mm).</summary>
    public Section At(double z)
    {
        var spineY = spine.YAt(z);
        var middle = TrunkSections.Middle[z];
        var grown = build.Girth * TrunkSections.GirthWeight[z];
        var hips = z < -30 ? 1 + ((build.Subject.HipToWaist * (build.IsFemale ? 1.07 : 1) - 1) * Math.Clamp((-30 - z) / 70, 0, 1)) : 1;
        var ratio = Math.Sqrt(build.Subject.BreadthToDepth);
        var waist = build.IsFemale ? 1 - (0.03 * Math.Exp(-Math.Pow((z - 5) / 40, 2))) : 1;
        var halfWidth = ((TrunkSections.HalfWidth[z] * waist * hips) + (17 * grown)) * ratio;
        var front = ((TrunkSections.Front[z] + middle) / ratio) + (34 * grown);
        var back = TrunkSections.Back[z] + spineY - middle;
        var outline = new Outline(halfWidth, front, back, 2.15 + (0.12 * build.Girth), TrunkSections.BackShape[z], z, spineY - middle + 60);
        var wall = new WallRay[Section.Rays + 1];
        for (var n = 0; n <= Section.Rays; n++)
        {
            wall[n] = Ray(((n / (double)Section.Rays) - 0.5) * 2 * Math.PI, z, outline);
        }

        SlantAndReach(wall, out var reach);
        return new()
        {
            Z = z,
            SpineX = (float)spine.XAt(z),
            SpineY = (float)spineY,
            MiddleY = (float)middle,
            Wall = wall,
            Erector = Pair(vary.Moved(MuscleSections.ErectorAt(z), 0), sideErector, (s, g) => s.Grown(g, g, 0.5, 0.5)),
            Psoas = Pair(vary.Moved(MuscleSections.PsoasAt(z), 1), sidePsoas, (s, g) => s.Grown(g, g, 0.85, -0.1)),
            Quadratus = Pair(vary.Moved(MuscleSections.QuadratusAt(z), 2), sideQuadratus, (s, g) => s.Grown(g, g, 0.3, 0)),
            SpreadX = (float)(halfWidth / TrunkSections.HalfWidth[z]),
            SpreadY = (float)((front - middle) / (TrunkSections.Front[z])),
            Reach = reach,
        };
    }

    MuscleSection[] Pair(MuscleSection section, double[] side, Func<MuscleSection, double, MuscleSection> grow) =>
        [grow(section, build.MuscleLength * side[0]), grow(section, build.MuscleLength * side[1])];

    WallRay Ray(double angle, double z, Outline outline)
    {
        var degrees = Math.Abs(angle) * 180 / Math.PI;

        // The sides differ; across the midline in front one goes over into the other, or the outline would jump there.
        var left = Smooth((angle + MidlineRadians) / (2 * MidlineRadians));
        var strength = build.Muscle * (sideWall[0] + (left * (sideWall[1] - sideWall[0])));
        var ray = default(WallRay);
        var (n1, n2) = (Wobble(angle, z, 0), Wobble(angle, z, 19));
        var radius = outline.Radius(angle);
        var x = radius * Math.Abs(Math.Sin(angle));
        Layers(ref ray, degrees, x, z, strength * (1 + (0.10 * n2)), n1);
        var nominal = degrees < 135 ? 20.0 : 0;
        radius += (nominal * (strength - 1) * Smooth((140 - degrees) / 25)) + (Smooth((degrees - 140) / 20) * 30 * (build.MuscleLength - 1));
        ray.Radius = (float)(radius + (1.1 * n1));
        var around = (build.IsFemale ? TrunkSections.FatAroundWomen : TrunkSections.FatAroundMen)[degrees];
        var fat = build.SubcutaneousMm * around * TrunkSections.FatAlong[z] * (1 + (0.06 * Wobble(angle, z, 37)));
        ray.Subcutaneous = (float)(2.4 + Math.Max(0.8, fat));
        return ray;
    }

    void Layers(ref WallRay ray, double degrees, double x, double z, double strength, double wobble)
    {
        var cage = Smooth((z - costalShift - TrunkSections.CostalMargin[degrees] + 6) / 14);
        var low = Smooth((-40 - z) / 40);
        var backEnd = 131 - (62 * low);
        var gap = (0.5 + (1.2 * build.Fatness) + (0.3 * wobble) + (0.9 * build.Subject.Myosteatosis)) * vary.Gap;
        var latissimus = 7.5 * strength * Smooth((z + 5) / 80) * Bump(degrees, 98 - (0.05 * z), 148, 14);
        ray.Latissimus = (float)(latissimus > 0.7 ? latissimus : 0);
        var depth = ray.Latissimus > 0 ? ray.Latissimus + gap : 0;
        Layer(ref depth, ref ray.ExternalFrom, ref ray.ExternalTo, 7.6 * vary.External * strength * (1 - (0.35 * cage)) * Bump(degrees, 47, Math.Min(121, backEnd), 20), gap);
        ray.CageFrom = ray.CageTo = (float)depth;
        if (cage > 0.05)
        {
            var from = Math.Max(depth, RibDepth(degrees) - 4);
            (ray.CageFrom, ray.CageTo) = ((float)from, (float)(from + (9 * cage)));
            depth = ray.CageTo;
        }

        Layer(ref depth, ref ray.InternalFrom, ref ray.InternalTo, (9.2 + (1.5 * low)) * vary.Internal * strength * (1 - cage) * Bump(degrees, 45, Math.Min(126, backEnd), 20), gap);
        Layer(ref depth, ref ray.TransverseFrom, ref ray.TransverseTo, ((4.4 * (1 - cage)) + (2.6 * cage)) * vary.Transverse * strength * Math.Max(cage * Smooth((degrees - 40) / 20), Bump(degrees, 44, Math.Min(131, backEnd), 18)), gap);
        ray.Rectus = (float)Rectus(x, degrees, z, strength * vary.RectusThickness);
        var bare = 1.5 + (5 * Smooth((degrees - 124) / 10));
        ray.Cavity = (float)Math.Max(Math.Max(depth, ray.Rectus), bare) + 0.8f;
    }

    static void Layer(ref double depth, ref float from, ref float to, double thickness, double gap)
    {
        if (thickness < 0.6)
        {
            (from, to) = ((float)depth, (float)depth);
            return;
        }

        (from, to) = ((float)depth, (float)(depth + thickness));
        depth += thickness + (gap * Math.Min(1, thickness / 3));
    }

    /// <summary>Depth of the ribs' middle below the fascia: shallow at the side, under the erector spinae at the back.</summary>
    public static double RibDepth(double degrees) => 10 + (38 * Smooth((degrees - 136) / 38));

    double Rectus(double x, double degrees, double z, double strength)
    {
        if (degrees > 80)
        {
            return 0;
        }

        var width = rectusWidth * (z > 0 ? 64 + (0.06 * z) : 64 + (0.22 * Math.Max(z, -120)));
        var u = (x - albaHalfMm) / width;
        if (u <= 0 || u >= 1)
        {
            return 0;
        }

        var lens = Math.Pow(4 * u * (1 - u), 0.42);
        return (z > 0 ? 10.5 - (0.018 * z) : 10.5 - (0.012 * z)) * strength * lens;
    }

    double Wobble(double angle, double z, double page) =>
        noise.At((float)((6 * Math.Cos(angle)) + page), (float)((6 * Math.Sin(angle)) - page), (float)(z / 14));

    static void SlantAndReach(WallRay[] wall, out float reach)
    {
        reach = 0;
        const double step = 2 * Math.PI / Section.Rays;
        for (var n = 0; n < Section.Rays; n++)
        {
            var (before, after) = (wall[(n + Section.Rays - 3) % Section.Rays].Radius, wall[(n + 3) % Section.Rays].Radius);
            var rise = (after - before) / (6 * step) / wall[n].Radius;
            wall[n].Slant = (float)(1 / Math.Sqrt(1 + (rise * rise)));
            reach = Math.Max(reach, wall[n].Radius + (wall[n].Subcutaneous / wall[n].Slant));
        }

        wall[Section.Rays] = wall[0];
    }

    /// <summary>1 between two angles, falling to 0 within <paramref name="taper"/> degrees inside them.</summary>
    static double Bump(double degrees, double from, double to, double taper) => to <= from ? 0 : Smooth((degrees - from) / taper) * Smooth((to - degrees) / taper);

    static double Smooth(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }
}

/// <summary>The fascia's outline at one height: a superellipse in front, another behind, with the bulges of the back muscles and the groove between them.</summary>
readonly record struct Outline(double HalfWidth, double Front, double Back, double FrontShape, double BackShape, double Z, double BulgeFrom)
{
    /// <summary>Radius at an angle from the front midline (radians, positive to the left).</summary>
    public double Radius(double angle)
    {
        var (s, c) = (Math.Abs(Math.Sin(angle)), -Math.Cos(angle));
        var (depth, shape) = c < 0 ? (Front, FrontShape) : (Back, BackShape);
        var blend = Math.Abs(c) < 0.25 ? (FrontShape + BackShape) / 2 + ((shape - ((FrontShape + BackShape) / 2)) * Math.Abs(c) / 0.25) : shape;
        var radius = Math.Pow(Math.Pow(s / HalfWidth, blend) + Math.Pow(Math.Abs(c) / depth, blend), -1 / blend);
        if (c > 0)
        {
            var x = radius * s;
            var fade = Math.Clamp((Z + 175) / 60, 0, 1);
            radius += c * fade * ((7 * Math.Exp(-Math.Pow((x - 38) / 26, 2))) - (4.5 * Math.Exp(-Math.Pow(x / 15, 2))));
        }

        return radius;
    }
}
