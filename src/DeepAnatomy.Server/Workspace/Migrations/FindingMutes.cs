using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DeepAnatomy.Server.Workspace.Migrations;

/// <summary>Findings that somebody muted.</summary>
[DbContext(typeof(WorkspaceDatabase))]
[Migration("20261125230100_FindingMutes")]
sealed class FindingMutes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "mutes",
        table => new
        {
            RunId = table.Column<string>(nullable: false),
            Key = table.Column<string>(nullable: false),
            By = table.Column<string>(nullable: false),
            Reason = table.Column<string>(nullable: false),
            Time = table.Column<long>(nullable: false),
        },
        constraints: table => table.PrimaryKey("PK_mutes", m => new { m.RunId, m.Key }));
}
