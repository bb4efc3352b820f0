namespace Pith.Providers;

/// <summary>Whether requests ask the provider to cache their prefix, and for how long.</summary>
public enum CacheLife
{
    /// <summary>Five minutes: 1.25 times the price of input to write.</summary>
    FiveMinutes,

    /// <summary>One hour: twice the price of input to write.</summary>
    OneHour,

    /// <summary>Not at all.</summary>
    Off,
}
