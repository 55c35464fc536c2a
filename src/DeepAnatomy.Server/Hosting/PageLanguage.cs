namespace DeepAnatomy.Server.Hosting;

/// <summary>The language in which a page wants to be spoken to.</summary>
static class PageLanguage
{
    /// <returns><c>de</c> where German comes first in Accept-Language; else <c>en</c>.</returns>
    public static string Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value ?? "").FirstOrDefault("en").StartsWith("de", StringComparison.OrdinalIgnoreCase) ? "de" : "en";
}
