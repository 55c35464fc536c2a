using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Tests.Workspace;

public class SqliteWorkspaceTests : WorkspaceTests
{
    internal override DatabaseSettings Settings => new();

    protected override string ColumnsQuery => """SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk AS "Value" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'""";
}
