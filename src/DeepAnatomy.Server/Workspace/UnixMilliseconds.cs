using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DeepAnatomy.Server.Workspace;

/// <summary>Times as milliseconds since 1970, UTC: every database sorts and compares them the same way.</summary>
sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
