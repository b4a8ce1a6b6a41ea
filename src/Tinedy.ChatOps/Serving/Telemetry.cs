using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tinedy.ChatOps.Application.Runs;

namespace Tinedy.ChatOps.Serving;

/// <summary>Traces and metrics over OTLP, when an endpoint is configured the way every OpenTelemetry user does (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint])) return;
        var resource = ResourceBuilder.CreateDefault().AddService("tinedy-chatops");
        services.AddSingleton<IHostedService>(new Exporting(
            () => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(RunTelemetry.Name, "Npgsql", "Microsoft.AspNetCore").AddOtlpExporter().Build(),
            () => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(RunTelemetry.Name, "Npgsql", "Microsoft.AspNetCore.Hosting").AddOtlpExporter().Build()));
    }

    /// <summary>Exports from start to stop, and sends what is left at the end.</summary>
    private sealed class Exporting(Func<TracerProvider> traces, Func<MeterProvider> metrics) : IHostedService, IDisposable
    {
        /// <summary>Less than a stop may take, see <see cref="Stopping"/>; by itself a collector that does not answer is waited for much longer.</summary>
        private const int Patience = 1000;

        private TracerProvider? tracer;
        private MeterProvider? meter;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            (tracer, meter) = (traces(), metrics());
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await Task.WhenAll(Task.Run(() => tracer?.Shutdown(Patience), CancellationToken.None), Task.Run(() => meter?.Shutdown(Patience), CancellationToken.None));
            Dispose();
        }

        public void Dispose()
        {
            tracer?.Dispose();
            meter?.Dispose();
        }
    }
}
