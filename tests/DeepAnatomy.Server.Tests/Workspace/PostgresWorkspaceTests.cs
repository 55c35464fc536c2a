using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Tests.Workspace;

/// <summary>The same on PostgreSQL; the package is among those that <c>test.sh</c> installs.</summary>
public class PostgresWorkspaceTests(PostgresCluster cluster) : WorkspaceTests, IClassFixture<PostgresCluster>
{
    readonly string name = $"test_{Guid.NewGuid():N}";

    internal override DatabaseSettings Settings => new() { Provider = "postgresql", ConnectionString = cluster.Database(name) };

    protected override string ColumnsQuery => """SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || is_identity AS "Value" FROM information_schema.columns WHERE table_schema = 'public'""";
}
