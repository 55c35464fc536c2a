using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Metrics and traces by OpenTelemetry, where the operator wants them.</summary>
static class Telemetry
{
    public static void Add(WebApplicationBuilder builder, string otlp)
    {
        if (otlp.Length == 0)
        {
            return;
        }

        var target = Uri.TryCreate(otlp, UriKind.Absolute, out var address) ? address : throw new WrongUsageException($"otlp: '{otlp}' is no address; write one such as http://127.0.0.1:4317.");
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("deepanatomy-server", serviceVersion: ServerVersion.Text))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(ServerMetrics.MeterName).AddOtlpExporter(exporter => exporter.Endpoint = target))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddOtlpExporter(exporter => exporter.Endpoint = target));
    }
}
