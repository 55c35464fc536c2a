using DeepAnatomy.Server.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace DeepAnatomy.Server.Site;

/// <summary>The web page: files with a hash in their name are kept by the browser for ever, the page itself never.</summary>
static class SiteEndpoints
{
    /// <summary>Stands in index.html where the word goes that allows inline styles.</summary>
    public const string NoncePlaceholder = "__CSP_NONCE__";

    const string NotBuilt = "<!doctype html><html lang=\"en\"><title>DeepAnatomy</title><h1>DeepAnatomy</h1><p>The server runs; its web page is not built. Build it in the folder web (npm ci, npm run build), or use the API: /api/openapi.json.</p></html>";

    /// <summary>Serves the files of the page, to everybody: they hold nothing.</summary>
    public static void UseFiles(WebApplication app, string? web)
    {
        if (web is not null && Directory.Exists(web))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(web),
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                    file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
            });
        }

        // A file that is not there is not there for everybody; signing in would not help.
        app.Use((context, next) => context.GetEndpoint() is null ? Refusals.WriteAsync(context, StatusCodes.Status404NotFound, "Not found", "There is no such file.") : next(context));
    }

    /// <summary>Every address that no other takes is one of the page, which finds its way by itself; unknown ones below /api and files stay unknown.</summary>
    public static void Map(WebApplication app, string? web)
    {
        app.MapMethods("/{*path:nonfile}", ["GET", "HEAD"], context => Page(context, web)).WithOrder(int.MaxValue).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/index.html", context => Page(context, web)).AllowAnonymous().ExcludeFromDescription();
    }

    static async Task Page(HttpContext context, string? web)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            await Refusals.WriteAsync(context, StatusCodes.Status404NotFound, "Not found", "There is no such address.");
            return;
        }

        var file = web is null ? null : Path.Combine(web, "index.html");
        var text = file is not null && File.Exists(file) ? await File.ReadAllTextAsync(file, context.RequestAborted) : NotBuilt;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        await context.Response.WriteAsync(text.Replace(NoncePlaceholder, RequestGuard.NonceOf(context), StringComparison.Ordinal), context.RequestAborted);
    }
}
