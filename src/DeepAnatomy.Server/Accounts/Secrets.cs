using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DeepAnatomy.Server.Accounts;

/// <summary>Random words nobody can guess, and their hashes.</summary>
static class Secrets
{
    const int TokenBytes = 32, IdBytes = 9;

    /// <summary>Start of every token, by which scanners of source code find those that were committed.</summary>
    public const string TokenPrefix = "da_";

    public static string NewToken() => TokenPrefix + NewWord();

    public static string NewWord() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    public static string HashOf(string word) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(word)));

    public static bool AreEqual(string one, string other) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
