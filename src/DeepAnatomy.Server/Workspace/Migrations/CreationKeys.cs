using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DeepAnatomy.Server.Workspace.Migrations;

/// <summary>Words by which a run is made once, however often it is asked for.</summary>
[DbContext(typeof(WorkspaceDatabase))]
[Migration("20261126023000_CreationKeys")]
sealed class CreationKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("CreationKey", "runs", nullable: true);
        migrationBuilder.CreateIndex("IX_runs_Owner_CreationKey", "runs", ["Owner", "CreationKey"], unique: true);
    }
}
