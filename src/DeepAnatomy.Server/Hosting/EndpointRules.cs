using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;

namespace DeepAnatomy.Server.Hosting;

/// <summary>What is said about an endpoint beside what it does.</summary>
static class EndpointRules
{
    /// <summary>Only for this role and those above.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, Role role)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(role.ToString()).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized)).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden));

    /// <summary>Uses are written to the audit log.</summary>
    public static TBuilder Audited<TBuilder>(this TBuilder endpoint, string action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditedAttribute(action));
}
