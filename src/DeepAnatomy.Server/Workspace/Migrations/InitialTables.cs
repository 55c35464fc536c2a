using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace DeepAnatomy.Server.Workspace.Migrations;

/// <summary>Accounts, tokens, audit, runs and their timeline. Types are left to the database, so that one text serves both.</summary>
[DbContext(typeof(WorkspaceDatabase))]
[Migration("20261125230000_InitialTables")]
sealed class InitialTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "accounts",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Key = table.Column<string>(nullable: false),
                PasswordHash = table.Column<string>(nullable: true),
                Subject = table.Column<string>(nullable: true),
                Role = table.Column<string>(nullable: false),
                IsDisabled = table.Column<bool>(nullable: false),
                Stamp = table.Column<string>(nullable: false),
                Created = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_accounts", a => a.Id));
        migrationBuilder.CreateIndex("IX_accounts_Key", "accounts", "Key", unique: true);
        migrationBuilder.CreateTable(
            "tokens",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Hash = table.Column<string>(nullable: false),
                Created = table.Column<long>(nullable: false),
                Expires = table.Column<long>(nullable: true),
                LastUsed = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_tokens", t => t.Id));
        migrationBuilder.CreateIndex("IX_tokens_Hash", "tokens", "Hash", unique: true);
        migrationBuilder.CreateTable(
            "audit",
            table => new
            {
                Id = Numbered(table),
                Time = table.Column<long>(nullable: false),
                Account = table.Column<string>(nullable: false),
                Action = table.Column<string>(nullable: false),
                Target = table.Column<string>(nullable: false),
                Status = table.Column<int>(nullable: false),
                Address = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_audit", e => e.Id));
        migrationBuilder.CreateIndex("IX_audit_Time", "audit", "Time");
        Runs(migrationBuilder);
    }

    static void Runs(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "runs",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Notes = table.Column<string>(nullable: false),
                Tags = table.Column<string>(nullable: false),
                Owner = table.Column<string>(nullable: false),
                State = table.Column<string>(nullable: false),
                Reason = table.Column<string>(nullable: false),
                Source = table.Column<string>(nullable: false),
                Created = table.Column<long>(nullable: false),
                Started = table.Column<long>(nullable: true),
                Ended = table.Column<long>(nullable: true),
                Job = table.Column<string>(nullable: true),
                Starts = table.Column<int>(nullable: false),
                MemoryMb = table.Column<long>(nullable: false),
                SessionsBefore = table.Column<int>(nullable: false),
                Ending = table.Column<string>(nullable: true),
                Changes = table.Column<string>(nullable: false),
                Origin = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_runs", r => r.Id));
        migrationBuilder.CreateTable(
            "timeline",
            table => new
            {
                Id = Numbered(table),
                RunId = table.Column<string>(nullable: false),
                Time = table.Column<long>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Text = table.Column<string>(nullable: false),
                Actor = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_timeline", e => e.Id));
        migrationBuilder.CreateIndex("IX_timeline_RunId", "timeline", "RunId");
    }

    static OperationBuilder<AddColumnOperation> Numbered(ColumnsBuilder table) => table.Column<long>(nullable: false)
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
