using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Server.Tests.Notifications;

/// <summary>A real mail server (Debian's python3-aiosmtpd) that takes mail over an encrypted connection from those who log in.</summary>
sealed class MailServer : IDisposable
{
    public const string User = "deepanatomy", Password = "the password of the mail server";
    const string Python = "/usr/bin/python3";
    readonly Process process;

    MailServer(Process process, int port, string certificate) => (this.process, Port, Certificate) = (process, port, certificate);

    public int Port { get; }

    /// <summary>File with its certificate, which nobody trusts who is not told to.</summary>
    public string Certificate { get; }

    /// <summary>Everything that happened.</summary>
    public ConcurrentQueue<JsonNode> Events { get; } = [];

    public static bool IsThere => Disks.Succeeds(Python, "-c", "import aiosmtpd");

    /// <param name="folder">For its certificate.</param>
    public static MailServer Start(string folder)
    {
        var (certificate, key) = (Path.Combine(folder, "mail.pem"), Path.Combine(folder, "mail.key"));
        using (var rsa = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
            File.WriteAllText(certificate, made.ExportCertificatePem());
            File.WriteAllText(key, rsa.ExportPkcs8PrivateKeyPem());
        }

        var script = Path.Combine(ReferenceData.ProjectRoot, "tests", "DeepAnatomy.Server.Tests", "Notifications", "mail_server.py");
        var process = Process.Start(new ProcessStartInfo(Python, [script, certificate, key, User, Password]) { RedirectStandardOutput = true })!;
        var server = new MailServer(process, int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture), certificate);
        _ = server.ListenAsync(process.StandardOutput);
        return server;
    }

    public JsonNode[] Of(string kind) => [.. Events.Where(one => (string)one["kind"]! == kind)];

    async Task ListenAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } said)
        {
            Events.Enqueue(JsonNode.Parse(said)!);
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
