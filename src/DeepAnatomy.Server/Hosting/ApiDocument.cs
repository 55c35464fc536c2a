using System.Text.Json;
using DeepAnatomy.Server.Accounts;
using Microsoft.OpenApi;

namespace DeepAnatomy.Server.Hosting;

/// <summary>The description of the API as OpenAPI 3.1; its text is approved as <c>contracts/openapi.json</c>.</summary>
static class ApiDocument
{
    public static void Add(IServiceCollection parts) => parts.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "DeepAnatomy", Version = "1", Description = "Trainings and their curves. Research use only. Cookies need the header X-DeepAnatomy: 1 on every change; programs send Authorization: Bearer da_…" };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            // Names of a query do not depend on their case; they are said as in JSON.
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query && parameter.Name is not null))
            {
                parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            }

            return Task.CompletedTask;
        });
    });

    public static void Map(WebApplication app, bool isDemo)
    {
        var document = app.MapOpenApi("/api/openapi.json").ExcludeFromDescription();
        if (isDemo)
        {
            document.AllowAnonymous();
        }
        else
        {
            document.RequireAuthorization(Role.Viewer.ToString());
        }
    }
}
