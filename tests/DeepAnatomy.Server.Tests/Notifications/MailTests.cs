using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DeepAnatomy.Server.Tests.Soak;

namespace DeepAnatomy.Server.Tests.Notifications;

/// <summary>E-mail by a real mail server.</summary>
public sealed class MailTests : IDisposable
{
    readonly string workspace = Directory.CreateTempSubdirectory("deepanatomy-mail-").FullName;

    public void Dispose() => Directory.Delete(workspace, recursive: true);

    [MailFact]
    [Trait("Speed", "long")]
    public async Task A_mail_about_a_training_goes_encrypted_and_with_a_login_to_everybody_named()
    {
        using var mails = MailServer.Start(workspace);
        // As an operator does whose mail server has a certificate of the house.
        using var server = Configured(mails, "env", $"SSL_CERT_FILE={mails.Certificate}");
        await server.StartAsync();
        var run = await FailedRun(server);
        await Answers.UntilAsync(() => Task.FromResult(mails.Of("mail").Length > 0), "the mail arrives");
        var mail = mails.Of("mail")[0];
        Assert.Equal("DeepAnatomy: Übung 1 failed", (string)mail["subject"]!);
        Assert.Equal("server@lab.example", (string)mail["sender"]!);
        Assert.Equal(["ada@lab.example", "grace@lab.example"], mail["to"]!.AsArray().Select(to => (string)to!));
        Assert.Equal((true, MailServer.User), ((bool)mail["encrypted"]!, (string)mail["user"]!));
        Assert.Equal($"failed: der Verlust wächst\n\n{run}\nhttps://lab.example/runs/{run}\n", ((string)mail["body"]!).ReplaceLineEndings("\n"));
        Assert.All(mails.Of("login"), login => Assert.True((bool)login["encrypted"]!));
    }

    [MailFact]
    [Trait("Speed", "long")]
    public async Task A_mail_server_that_cannot_prove_who_it_is_gets_neither_mail_nor_password()
    {
        using var mails = MailServer.Start(workspace);
        using var server = Configured(mails);
        await server.StartAsync();
        await FailedRun(server);
        // It is tried again, and again refused.
        await Answers.UntilAsync(() => Task.FromResult(mails.Of("connection").Length >= 2), "it is tried");
        Assert.Empty(mails.Of("login"));
        Assert.Empty(mails.Of("mail"));
    }

    ServerProcess Configured(MailServer mails, params string[] before)
    {
        var mail = new { server = "localhost", port = mails.Port, isEncrypted = true, user = MailServer.User, password = MailServer.Password, from = "server@lab.example", to = new[] { "ada@lab.example", "grace@lab.example" } };
        File.WriteAllText(Path.Combine(workspace, "server.json"), JsonSerializer.Serialize(new { notifications = new { publicUrl = "https://lab.example", mail } }));
        return new(workspace, "--demo") { Before = before };
    }

    static async Task<string> FailedRun(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-DeepAnatomy", "1");
        var run = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "Übung 1", configuration = "", remote = true }).JsonAsync())["id"]!;
        var lines = new ProtocolLines().Session(0).State("failed", "der Verlust wächst").Text;
        await client.PostAsync($"/api/runs/{run}/lines", new StringContent(lines, Encoding.UTF8, "application/x-ndjson")).JsonAsync();
        return run;
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class MailFactAttribute : FactAttribute
    {
        public MailFactAttribute() => Skip = MailServer.IsThere ? null : "There is no mail server here (python3-aiosmtpd).";
    }
}
