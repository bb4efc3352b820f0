using System.Collections.Frozen;
using Pith.Permissions.Scripts;

namespace Pith.Permissions.Classifiers;

/// <summary>
/// The tools of browsers, by their exact names, that look at a page, make a window larger or smaller, or open an empty tab. A page learns of them
/// how large it is shown; nothing is lost, sent or run. Fields that save to a file or name an address are not among those known.
/// </summary>
internal static class BrowserReading
{
    private static readonly FrozenDictionary<string, string[]> Fields = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["resize_window"] = ["tabId", "width", "height", "preset", "colorScheme"],
        ["preview_resize"] = ["serverId", "width", "height", "preset", "colorScheme"],
        ["browser_resize"] = ["width", "height"],
        ["resize_page"] = ["width", "height"],
        ["tabs_create"] = [],
        ["computer"] = ["action", "tabId"],
        ["preview_list"] = [],
        ["preview_logs"] = ["serverId", "lines", "level"],
        ["preview_console_logs"] = ["serverId", "lines", "level"],
        ["preview_screenshot"] = ["serverId"],
        ["preview_snapshot"] = ["serverId"],
        ["browser_snapshot"] = [],
        ["browser_console_messages"] = ["level", "onlyErrors"],
        ["browser_network_requests"] = ["includeStatic"],
        ["browser_take_screenshot"] = ["type", "fullPage", "element", "ref"],
        ["take_screenshot"] = ["format", "quality", "fullPage", "uid"],
        ["take_snapshot"] = ["verbose"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a call does no more than that.</summary>
    /// <param name="name">The tool's name as its server knows it.</param>
    /// <param name="input">The call's input.</param>
    public static bool Is(string name, ReadOnlySpan<byte> input) =>
        ScriptReading.Is(name, input) || Fields.TryGetValue(name, out var known) && CallFields.Of(input, []) is { } given && given.Keys.All(f => Array.IndexOf(known, f) >= 0)
        && (name != "computer" || given.GetValueOrDefault("action") == "screenshot");
}
