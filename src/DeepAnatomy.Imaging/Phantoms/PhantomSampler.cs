namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Draws plausible persons and scans: sex, age, height, mass, muscle and fat hang together as in adults sent for an abdominal CT.</summary>
public static class PhantomSampler
{
    /// <summary>Draws a person and a protocol; the same seed gives the same draw.</summary>
    public static PhantomParameters Draw(ulong seed) => new(DrawSubject(seed), DrawProtocol(seed));

    /// <summary>Draws a person.</summary>
    public static PhantomSubject DrawSubject(ulong seed)
    {
        var r = new RandomStream(seed, "subject");
        var male = r.Chance(0.5);
        var age = Math.Clamp(r.Normal(63, 13), 25, 92);
        var height = Math.Clamp(r.Normal(male ? 1.765 : 1.635, 0.065) - (0.0008 * (age - 60)), 1.45, 2.0);
        var bmi = Math.Clamp(r.Normal(26.2, 4.8), 17, 42);
        var index = (male ? 51.5 : 40.5) + (0.62 * (bmi - 26)) - (0.16 * (age - 60)) + r.Normal(0, 4.6);
        var fatness = bmi - 26;
        var fat = (male ? 165 : 225) + ((male ? 17 : 19) * fatness) + r.Normal(0, 35);
        var visceral = ((male ? 150 : 95) + ((male ? 13 : 9) * fatness) + (1.1 * (age - 60))) * Math.Exp(r.Normal(0, 0.22));
        var myosteatosis = 0.28 + (0.0065 * (age - 60)) + (0.012 * fatness) + (male ? 0 : 0.05) + r.Normal(0, 0.1);
        return new()
        {
            AnatomySeed = CounterRandom.Mix(seed),
            Sex = male ? PhantomSex.Male : PhantomSex.Female,
            AgeYears = Math.Round(age),
            HeightM = Math.Round(height, 2),
            Bmi = Math.Round(bmi, 1),
            MuscleCm2 = Math.Clamp(index, 26, 75) * height * height,
            Myosteatosis = Math.Clamp(myosteatosis, 0.02, 0.95),
            SubcutaneousFatCm2 = Math.Clamp(fat, 35, 650),
            VisceralFatCm2 = Math.Clamp(visceral, 25, 360),
            HipToWaist = Math.Clamp(r.Normal(1, 0.035), 0.9, 1.12),
            BreadthToDepth = Math.Clamp(r.Normal(1, 0.03), 0.92, 1.08),
            ScoliosisMm = Math.Clamp(r.Normal(0, 4), -15, 15),
            Lordosis = Math.Clamp(r.Normal(1, 0.18), 0.5, 1.5),
        };
    }

    /// <summary>Draws a person and a scan from ranges far wider than life, to train networks that shall work on any scanner (domain randomisation).</summary>
    public static PhantomParameters DrawVaried(ulong seed)
    {
        var r = new RandomStream(seed, "varied");
        var (subject, height) = (DrawSubject(seed), r.Between(1.48, 1.95));
        return new(
            subject with
            {
                Variation = r.Between(0.3, 1),
                HeightM = height,
                MuscleCm2 = Math.Clamp(r.Between(26, 74) * height * height, 60, 270),
                Myosteatosis = Math.Pow(r.Unit(), 1.5) * 0.95,
                SubcutaneousFatCm2 = Math.Exp(r.Between(Math.Log(25), Math.Log(600))),
                VisceralFatCm2 = Math.Exp(r.Between(Math.Log(15), Math.Log(360))),
                HipToWaist = r.Between(0.87, 1.17),
                BreadthToDepth = r.Between(0.89, 1.11),
                ScoliosisMm = Math.Clamp(r.Normal(0, 7), -22, 22),
                Lordosis = r.Between(0.3, 1.7),
            },
            DrawVariedProtocol(seed, r));
    }

    static PhantomProtocol DrawVariedProtocol(ulong seed, RandomStream r)
    {
        var (truncated, off) = (r.Chance(0.2), r.Chance(0.3) ? 25 : 8);
        return new()
        {
            NoiseSeed = CounterRandom.Mix(seed + 1),
            PixelMm = Math.Round(r.Between(1.2, 2.0), 2),
            SliceMm = Math.Round(r.Between(3, 9), 1),
            FieldOfViewMm = truncated ? r.Between(270, 360) : null,
            CircularField = r.Chance(0.2),
            NoiseHu = r.Chance(0.25) ? r.Between(20, 55) : r.Between(2, 22),
            BlurMm = r.Between(0.3, 1.8),
            TubeVoltageKv = Math.Round(r.Between(80, 140)),
            Contrast = r.Unit() switch { < 0.45 => PhantomContrast.Native, < 0.6 => PhantomContrast.Arterial, _ => PhantomContrast.PortalVenous },
            GantryTiltDegrees = r.Chance(0.15) ? r.Normal(0, 6) : 0,
            RollDegrees = r.Normal(0, 4),
            PitchDegrees = r.Normal(0, 4),
            ShiftLeftMm = r.Normal(0, off),
            ShiftBackMm = r.Normal(0, off),
            Table = r.Chance(0.75),
            Arms = r.Chance(0.2),
        };
    }

    /// <summary>Draws a protocol.</summary>
    public static PhantomProtocol DrawProtocol(ulong seed)
    {
        var r = new RandomStream(seed, "protocol");
        double[] slices = [1, 1.5, 2, 3, 5];
        double[] voltages = [100, 120, 120, 120, 140];
        return new()
        {
            NoiseSeed = CounterRandom.Mix(seed + 1),
            PixelMm = Math.Round(r.Between(0.68, 0.98), 3),
            SliceMm = slices[(int)(r.Unit() * slices.Length)],
            NoiseHu = r.Between(7, 16),
            BlurMm = r.Between(0.4, 0.8),
            TubeVoltageKv = voltages[(int)(r.Unit() * voltages.Length)],
            Contrast = r.Unit() switch { < 0.4 => PhantomContrast.Native, < 0.5 => PhantomContrast.Arterial, _ => PhantomContrast.PortalVenous },
            RollDegrees = r.Normal(0, 1.5),
            ShiftLeftMm = r.Normal(0, 6),
            ShiftBackMm = r.Normal(0, 6),
        };
    }
}
