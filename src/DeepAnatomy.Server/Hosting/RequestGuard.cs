using System.Security.Cryptography;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Site;

namespace DeepAnatomy.Server.Hosting;

/// <summary>What holds for every request: headers that confine the page, no change on behalf of another site, no foreign name for a demonstration.</summary>
sealed class RequestGuard(RequestDelegate next, ServerOptions options)
{
    /// <summary>Header of the page's own requests; another site cannot send it without being asked first, which nobody answers.</summary>
    public const string Header = "X-DeepAnatomy";

    const int NonceBytes = 18;

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[typeof(RequestGuard)] = nonce;
        Confine(context.Response.Headers, nonce, context.Request.Path);
        if (options.IsDemo && !Loopback.IsHost(context.Request.Host.Host))
        {
            return Refusals.WriteAsync(context, StatusCodes.Status400BadRequest, "Wrong name", "A demonstration is reached as 127.0.0.1 or localhost only.");
        }

        return IsChange(context.Request) && !context.Request.Headers.ContainsKey(Header)
            ? Refusals.WriteAsync(context, StatusCodes.Status403Forbidden, "Not from this page", $"Requests that change something need the header {Header}: 1 or a token.")
            : next(context);
    }

    /// <summary>The word that inline styles and scripts of the page must carry.</summary>
    public static string NonceOf(HttpContext context) => (string)context.Items[typeof(RequestGuard)]!;

    static bool IsChange(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        && !request.Headers.Authorization.ToString().StartsWith(TokenHandler.Prefix, StringComparison.OrdinalIgnoreCase);

    static void Confine(IHeaderDictionary headers, string nonce, PathString path)
    {
        var isApi = path.StartsWithSegments("/api");
        headers.ContentSecurityPolicy = isApi
            ? "default-src 'none'; frame-ancestors 'none'; sandbox"
            // Reports carry their looks in themselves and run nothing.
            : path.StartsWithSegments(ReportEndpoints.Address) ? "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            : $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (isApi)
        {
            headers.CacheControl = "no-store";
        }
    }
}
