using System.Globalization;

namespace Pith.Cli.Runs;

/// <summary>Times as people read them in lists: theirs, to the minute.</summary>
internal static class LocalTime
{
    /// <summary>A moment.</summary>
    public static string Of(DateTime moment) => moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The stamp of a record; as it stands where it is no time.</summary>
    public static string Of(string stamp) =>
        DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Of(moment.UtcDateTime) : stamp;
}
