using System.Text;
using System.Text.Json;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>An authority over a workspace in a temporary folder, or over one that exists nowhere.</summary>
internal static class Bench
{
    public const string Folder = "/home/me/work";

    public static Authority Of(string allow = "", string ask = "", string deny = "", PermissionMode mode = PermissionMode.Default, string folder = Folder, bool trusted = true)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { permissions = new { allow = Split(allow), ask = Split(ask), deny = Split(deny) } });
        return new Authority(SettingsReader.Read(json, "settings.json", RuleSource.Project, folder), new AuthorityOptions { Folder = folder, Home = "/home/me", Mode = mode, IsTrusted = trusted, Free = mode == PermissionMode.Auto ? ["/tmp"] : [] });
    }

    public static Decision Run(this Authority authority, string command) => authority.Decide("Bash", new Need(NeedKind.RunCommand, command));

    public static Decision Read(this Authority authority, string path) => authority.Decide("Read", new Need(NeedKind.ReadPath, path));

    public static Decision Write(this Authority authority, string path) => authority.Decide("Edit", new Need(NeedKind.WritePath, path));

    private static string[] Split(string rules) => rules.Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Settings out of their text.</summary>
    public static PermissionSettings Settings(string json, string folder = Folder) => SettingsReader.Read(Encoding.UTF8.GetBytes(json), "settings.json", RuleSource.Project, folder);
}
