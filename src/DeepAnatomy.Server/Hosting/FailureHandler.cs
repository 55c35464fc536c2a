using DeepAnatomy.Operations.Monitoring;
using Microsoft.AspNetCore.Diagnostics;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Turns what nobody caught into problem details; what went wrong inside stays in the log.</summary>
sealed partial class FailureHandler(ILogger<FailureHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var (status, title, detail) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "Too large" : "Not understood", bad.InnerException?.Message ?? bad.Message),
            UnusableSeriesException series => (StatusCodes.Status503ServiceUnavailable, "Series not usable", $"{series.Reason}. {series.Remedy}."),
            Microsoft.EntityFrameworkCore.DbUpdateException or System.Data.Common.DbException => (StatusCodes.Status503ServiceUnavailable, "Database not usable", "The database cannot be read or written now. See whether the disk is full or read-only, and the database is up."),
            IOException => (StatusCodes.Status503ServiceUnavailable, "Workspace not usable", "A file of the workspace cannot be read or written now. See whether the disk is full or read-only."),
            _ => (StatusCodes.Status500InternalServerError, "Fault of the server", "Something went wrong inside the server; its log says more."),
        };
        if (status >= StatusCodes.Status500InternalServerError)
        {
            Failed(log, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "", exception);
        }

        httpContext.Response.StatusCode = status;
        await Refusals.WriteAsync(httpContext, status, title, detail);
        return true;
    }

    /// <summary>Gives answers without a body one.</summary>
    public static Task Bare(StatusCodeContext context) => context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => Write(context, "Not signed in", "Sign in first, or send a token."),
        StatusCodes.Status403Forbidden => Write(context, "Not allowed", "Your role does not allow this. Ask an administrator."),
        StatusCodes.Status404NotFound => Write(context, "Not found", "There is no such address."),
        StatusCodes.Status405MethodNotAllowed => Write(context, "Not possible", "This address does not do that."),
        StatusCodes.Status413PayloadTooLarge => Write(context, "Too large", "The request is larger than allowed."),
        StatusCodes.Status415UnsupportedMediaType => Write(context, "Not understood", "The content type is not one this address takes."),
        _ => Write(context, "Not possible", "The request was not understood."),
    };

    static Task Write(StatusCodeContext context, string title, string detail) => Refusals.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode, title, detail);

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
    static partial void Failed(ILogger logger, string method, string endpoint, Exception error);
}
