using System.Net.Http.Headers;
using DeepAnatomy.Server.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAnatomy.Server.Tests.Accounts;

/// <summary>Every address of the server, and the least role that may use it; null for everybody.</summary>
public class RoleTableTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    static readonly Dictionary<string, Role?> Table = new()
    {
        ["GET /health"] = null,
        ["GET /ready"] = null,
        ["GET /index.html"] = null,
        ["GET /{*path:nonfile}"] = null,
        ["HEAD /{*path:nonfile}"] = null,
        ["GET /api/session"] = null,
        ["POST /api/session"] = null,
        ["DELETE /api/session"] = null,
        ["GET /api/session/oidc"] = null,
        ["POST /api/setup"] = null,
        ["POST /api/session/password"] = Role.Viewer,
        ["GET /api/openapi.json"] = Role.Viewer,
        ["GET /api/tokens"] = Role.Viewer,
        ["POST /api/tokens"] = Role.Viewer,
        ["DELETE /api/tokens/{id}"] = Role.Viewer,
        ["GET /api/users"] = Role.Administrator,
        ["POST /api/users"] = Role.Administrator,
        ["PATCH /api/users/{id}"] = Role.Administrator,
        ["DELETE /api/users/{id}"] = Role.Administrator,
        ["GET /api/audit"] = Role.Administrator,
        ["GET /api/runs"] = Role.Viewer,
        ["POST /api/runs"] = Role.Trainer,
        ["POST /api/runs/check"] = Role.Trainer,
        ["GET /api/runs/{id}"] = Role.Viewer,
        ["PATCH /api/runs/{id}"] = Role.Trainer,
        ["DELETE /api/runs/{id}"] = Role.Administrator,
        ["POST /api/runs/{id}/stop"] = Role.Trainer,
        ["POST /api/runs/{id}/resume"] = Role.Trainer,
        ["POST /api/runs/{id}/rerun"] = Role.Trainer,
        ["POST /api/runs/{id}/lines"] = Role.Trainer,
        ["GET /api/runs/{id}/configuration"] = Role.Viewer,
        ["GET /api/runs/{id}/architecture"] = Role.Viewer,
        ["GET /api/runs/{id}/files/{**path}"] = Role.Viewer,
        ["GET /api/runs/{id}/log"] = Role.Viewer,
        ["GET /api/runs/{id}/series"] = Role.Viewer,
        ["GET /api/query"] = Role.Viewer,
        ["GET /api/runs/{id}/export.csv"] = Role.Viewer,
        ["GET /api/runs/{id}/export.parquet"] = Role.Viewer,
        ["POST /api/import/tensorboard"] = Role.Trainer,
        ["GET /api/diff"] = Role.Viewer,
        ["GET /api/runs/{id}/findings"] = Role.Viewer,
        ["POST /api/runs/{id}/findings/{key}/mute"] = Role.Trainer,
        ["DELETE /api/runs/{id}/findings/{key}/mute"] = Role.Trainer,
        ["GET /api/events"] = Role.Viewer,
        ["GET /api/changes"] = Role.Viewer,
        ["GET /api/schemas/{name}"] = Role.Viewer,
        ["GET /api/templates/architectures"] = Role.Viewer,
        ["GET /api/datasets"] = Role.Viewer,
        ["GET /reports/{**path}"] = Role.Viewer,
    };

    public static TheoryData<string> Addresses => [.. Table.Keys];

    [Fact]
    public void The_table_is_complete()
    {
        var known = fixture.Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {Normal(endpoint.RoutePattern.RawText!)}"));
        Assert.Equal(Table.Keys.Order(), known.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_address_is_for_its_role_and_those_above_and_for_nobody_else(string address)
    {
        var least = Table[address];
        foreach (var role in new Role?[] { null, Role.Viewer, Role.Annotator, Role.Trainer, Role.Administrator })
        {
            var status = await Ask(address, await fixture.ClientAsync(role));
            var expected = least is null ? "open" : role is null ? "401" : role < least ? "403" : "open";
            // Whoever may, gets an answer about the matter: done, not found, or not understood.
            var found = status is 401 or 403 ? status.ToString() : "open";
            Assert.True(expected == found, $"{role?.ToString() ?? "nobody"} got {status} from {address}");
        }
    }

    static async Task<int> Ask(string address, HttpClient client)
    {
        var (method, path) = (address.Split(' ')[0], address.Split(' ')[1]);
        using var request = new HttpRequestMessage(new(method), path.Replace("{id}", "unknown").Replace("{key}", "H1@1").Replace("{**path}", "run.json").Replace("{*path:nonfile}", "settings").Replace("{name}", "configuration"));
        if (method is "POST" or "PATCH")
        {
            request.Content = new StringContent("{}");
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(path.EndsWith("/lines", StringComparison.Ordinal) ? "application/x-ndjson" : path.EndsWith("/tensorboard", StringComparison.Ordinal) ? "multipart/form-data; boundary=x" : "application/json");
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    static string Normal(string pattern) => "/" + pattern.Trim('/').Replace("{documentName}", "");
}
