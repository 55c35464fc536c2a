using System.Globalization;

namespace DeepAnatomy.Server.Tests.Soak;

/// <summary>How long tests of endurance go on: DEEPANATOMY_SOAK_MINUTES, for example 10; half a minute unless it says otherwise.</summary>
static class SoakTime
{
    public static TimeSpan Length { get; } = double.TryParse(Environment.GetEnvironmentVariable("DEEPANATOMY_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromSeconds(30);
}
