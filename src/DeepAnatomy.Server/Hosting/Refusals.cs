using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Answers that say what is wrong, as problem details.</summary>
static class Refusals
{
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "Not found", $"There is no {what}.");

    public static ProblemHttpResult Invalid(string detail) => Of(StatusCodes.Status400BadRequest, "Not possible", detail);

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "Not now", detail);

    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);

    public static Task WriteAsync(HttpContext context, int status, string title, string detail) => Of(status, title, detail).ExecuteAsync(context);
}
