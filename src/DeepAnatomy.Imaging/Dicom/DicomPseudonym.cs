using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Stable stand-ins for the identifiers of a patient: the same key gives the same pseudonym, without the key none can be traced back.</summary>
/// <remarks>
/// Follows DICOM PS3.15 Annex E, basic profile, with three options: Clean Descriptors (free text, see the reader's facts),
/// Retain Patient Characteristics (sex, age, height, weight are measured against) and Retain Longitudinal Information With Modified Dates
/// (all dates of one patient are moved by the same number of days, so intervals stay right).
/// </remarks>
public sealed class DicomPseudonym
{
    /// <summary>Shortest key that is accepted, bytes.</summary>
    public const int MinKeyBytes = 16;

    // About ten years; whole weeks, so that the day of the week stays.
    const int MaxShiftWeeks = 520;

    readonly byte[] key;

    /// <summary>Creates the pseudonyms of one key.</summary>
    /// <param name="key">A secret of at least 16 bytes, kept outside the data.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public DicomPseudonym(ReadOnlySpan<byte> key) =>
        this.key = key.Length >= MinKeyBytes ? key.ToArray() : throw new ArgumentException($"A pseudonym needs a key of at least {MinKeyBytes} bytes.", nameof(key));

    /// <summary>The pseudonym of a patient identifier: <c>P-</c> and 12 letters or digits.</summary>
    public string Subject(string patientId)
    {
        const string letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        var hash = Hash("patient", patientId.Trim());
        var text = new StringBuilder("P-");
        for (var n = 0; n < 12; n++)
        {
            text.Append(letters[hash[n] & 31]);
        }

        return text.ToString();
    }

    /// <summary>A new UID for a UID, below 2.25 (128 bits of a keyed hash); references between objects stay intact.</summary>
    public string Uid(string uid) => "2.25." + new BigInteger(Hash("uid", uid.Trim('\0', ' ')).AsSpan(0, 16), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    /// <summary>A date moved back by up to ten years, by whole weeks that are the same for every date of the patient.</summary>
    public DateOnly Shift(string patientId, DateOnly date) => date.AddDays(-7 * (1 + (int)(BinaryPrimitives.ReadUInt32LittleEndian(Hash("date", patientId.Trim())) % MaxShiftWeeks)));

    internal PseudonymousIdentity Identify(string? patientId, string? studyUid, string? seriesUid, string? date) => new(
        patientId is null ? null : Subject(patientId),
        studyUid is null ? null : Uid(studyUid),
        seriesUid is null ? null : Uid(seriesUid),
        patientId is not null && FactsReader.Date(date) is { } day && day.Year > 1900 ? Shift(patientId, day) : null);

    byte[] Hash(string purpose, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\0{text}"));
}

/// <summary>Whose scan it is, under pseudonyms; a part is null where the file says nothing.</summary>
/// <param name="Subject">Pseudonym of the patient.</param>
/// <param name="StudyUid">New UID of the study.</param>
/// <param name="SeriesUid">New UID of the series.</param>
/// <param name="StudyDate">Date of the study, moved by the patient's number of days; null without a patient identifier, because intervals would be wrong.</param>
public sealed record PseudonymousIdentity(string? Subject, string? StudyUid, string? SeriesUid, DateOnly? StudyDate);
