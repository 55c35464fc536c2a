using System.Net;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Events;
using DeepAnatomy.Server.Notifications;
using DeepAnatomy.Server.Runs;
using DeepAnatomy.Server.Site;
using DeepAnatomy.Server.Workspace;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Puts the server together.</summary>
static class ServerHost
{
    const long LargestBody = 8 << 20;

    /// <summary>Opens the workspace, brings its database up to date, and builds the server; it does not listen yet.</summary>
    /// <exception cref="UnusableWorkspaceException">The workspace cannot be used.</exception>
    public static async Task<WebApplication> CreateAsync(ServerOptions options, TimeProvider clock)
    {
        var workspace = WorkspaceFolder.Open(options.Workspace);
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = workspace.Root, EnvironmentName = Environments.Production });
            Host(builder, options);
            Parts(builder.Services, options, workspace, clock);
            var app = builder.Build();
            await Prepare(app.Services);
            Requests(app, options);
            return app;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    static void Host(WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopPatience);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A wrong or old cookie is not worth a line; the audit log holds what was refused.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        Telemetry.Add(builder, options.Otlp);
    }

    static void Parts(IServiceCollection parts, ServerOptions options, WorkspaceFolder workspace, TimeProvider clock)
    {
        parts.AddSingleton(options).AddSingleton(clock);
        // Made by a factory, so that the container lets go of the workspace at the end.
        parts.AddSingleton(_ => workspace);
        parts.AddPooledDbContextFactory<WorkspaceDatabase>(database => DatabaseSetup.Configure(database, options.Database, workspace));
        parts.AddScoped(services => services.GetRequiredService<IDbContextFactory<WorkspaceDatabase>>().CreateDbContext());
        parts.AddDataProtection().SetApplicationName("DeepAnatomy").PersistKeysToFileSystem(new(workspace.Keys));
        parts.AddSingleton<AccountDirectory>().AddSingleton<LoginLimiter>().AddSingleton<SetupLink>();
        SignIn.Add(parts, options.OpenIdConnect, options.IsDemo);
        parts.AddSingleton<AuditLog>().AddHostedService(services => services.GetRequiredService<AuditLog>());
        parts.AddSingleton<Revisions>();
        RunParts.Add(parts, options, workspace);
        NotificationParts.Add(parts);
        parts.ConfigureHttpJsonOptions(json => JsonForm.Set(json.SerializerOptions));
        parts.AddProblemDetails().AddExceptionHandler<FailureHandler>();
        parts.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml", "text/plain", "text/csv"];
        });
        ApiDocument.Add(parts);
        if (options.Proxies.Length > 0)
        {
            parts.Configure<ForwardedHeadersOptions>(forwarded =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                foreach (var proxy in options.Proxies)
                {
                    forwarded.KnownProxies.Add(IPAddress.TryParse(proxy, out var address) ? address : throw new WrongUsageException($"proxies: '{proxy}' is no address of a machine."));
                }
            });
        }
    }

    static async Task Prepare(IServiceProvider services)
    {
        services.GetRequiredService<WorkspaceFolder>();
        await using (var database = await services.GetRequiredService<IDbContextFactory<WorkspaceDatabase>>().CreateDbContextAsync())
        {
            await DatabaseSetup.MigrateAsync(database, CancellationToken.None);
        }

        await services.GetRequiredService<AccountDirectory>().LoadAsync(CancellationToken.None);
        await services.GetRequiredService<RunRegistry>().LoadAsync(CancellationToken.None);
    }

    static void Requests(WebApplication app, ServerOptions options)
    {
        if (options.Proxies.Length > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseExceptionHandler();
        app.UseStatusCodePages(FailureHandler.Bare);
        app.UseMiddleware<RequestGuard>();
        app.UseResponseCompression();
        app.UseRouting();
        SiteEndpoints.UseFiles(app, options.Web);
        app.UseAuthentication();
        app.UseMiddleware<AuditStep>();
        app.UseAuthorization();
        Endpoints.Map(app, options);
    }
}
