using Pith.Permissions.Paths;
using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// The settings of agents and editors below a folder of work, as they were before a command. As with repositories there no mount holds them; they are kept in
/// memory and put back. A new one goes, but for the copy of one that is guarded: it runs no more than that.
/// </summary>
internal sealed class NestedSettings
{
    /// <summary>Bytes that are kept of all together.</summary>
    private const long MostBytes = 16 << 20;

    private readonly NestedRepositories nested;
    private readonly Dictionary<string, NestedSetting> before = new(StringComparer.Ordinal);
    private readonly long began;
    private readonly bool sawAll;
    private readonly IReadOnlyDictionary<string, NestedFolder> seen;

    /// <param name="nested">What found them.</param>
    /// <param name="found">Those that are there.</param>
    public NestedSettings(NestedRepositories nested, List<NestedSetting> found)
    {
        (this.nested, began, sawAll, seen) = (nested, nested.Now - NestedRepositories.Settled, nested.SawAll, nested.Folders);
        var bytes = 0L;
        foreach (var setting in found)
        {
            before[setting.Path] = setting;
            if (setting.IsWhole)
                Keep(setting, nested.Settings.GetValueOrDefault(setting.Path), ref bytes);
            else
                nested.Unguarded.Add("settings", $"{setting.Path}, and what else of settings in subfolders holds more than {NestedRepositories.MostOfOne} files and folders, or {NestedRepositories.MostOfSettings:N0} in all, or a name that is not in UTF-8");
        }

        // An allowed edit replaces what is in it by what no look is taken for.
        nested.Settings = before;
    }

    /// <summary>Takes what stands at a path now for what it was: it was changed by who may.</summary>
    public void Forget(string path)
    {
        if (SettingNames.SettingOf(path, nested.Root) is not { } at)
            return;
        var was = before.GetValueOrDefault(at);
        if (was is { Content: null })
            return;
        before[at] = new NestedSetting(at, FileStamp.OfFolder(FolderOf(at))?.Inode ?? 0) { Content = (was?.Content ?? GuardedEntry.Nothing).With(at, path, withContent: true) };
    }

    /// <summary>Puts back what changed.</summary>
    /// <param name="found">Those that are there now.</param>
    /// <param name="quarantine">Where what is new goes.</param>
    /// <param name="changed">Takes sentences.</param>
    public void PutBack(List<NestedSetting> found, Quarantine quarantine, Changes changed)
    {
        var said = changed.Count;
        var there = new Dictionary<string, NestedSetting>(StringComparer.Ordinal);
        foreach (var now in found)
            there[now.Path] = now;
        foreach (var was in before.Values)
            PutBack(was, there.GetValueOrDefault(was.Path), quarantine, changed);
        // Last: what they may be copies of is as it was by now.
        foreach (var now in found)
            if (!before.ContainsKey(now.Path))
                PutBack(null, now, quarantine, changed);
        if (changed.Count > said)
            changed.Explain("; settings in subfolders come from no command in the sandbox: one that brings them, as git does, has to run outside");
    }

    private void PutBack(NestedSetting? was, NestedSetting? now, Quarantine quarantine, Changes changed) => Restoration.Try((was ?? now)!.Path, changed, () =>
    {
        if (was is null)
            Judge(now!, quarantine, changed);
        else if (now is null)
            PutBackMissing(was, quarantine, changed);
        else
            Compare(now, was, quarantine, changed);
    });

    private void Keep(NestedSetting setting, NestedSetting? known, ref long bytes)
    {
        try
        {
            // Asked before it is read: what changes meanwhile has another stamp, or is in what is read.
            setting.IsSettled = nested.IsOver(setting.Changed);
            setting.Content = known is { IsSettled: true } && known.HasStampsOf(setting) ? known.Content : GuardedEntry.Of(setting.Path, withContent: true);
            foreach (var file in setting.Content?.Content ?? [])
                bytes += file.Bytes?.Length ?? 0;
            if (bytes > MostBytes)
                setting.Content = null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // That it changed can be told by its stamps; back it cannot be put.
        }
    }

    private static void Compare(NestedSetting now, NestedSetting was, Quarantine quarantine, Changes changed)
    {
        if (was.Content is { } content && !(was.IsSettled && now.HasStampsOf(was)))
            Restoration.PutBack(now.Path, content, quarantine, changed);
        else if (was.Content is null && was.IsWhole && !now.HasStampsOf(was))
            changed.Leave(now.Path, $"{now.Path} was changed, and holds more than can be put back: look at it before anything else runs");
    }

    // It went with its folder, or alone.
    private void PutBackMissing(NestedSetting was, Quarantine quarantine, Changes changed)
    {
        Restoration.Reach(nested.Root, was.Path, wasThere: true, quarantine, changed);
        if (!GuardedLinks.IsOwnFolder(FolderOf(was.Path)))
            return;
        if (was.Content is { } content)
            Restoration.PutBack(was.Path, content, quarantine, changed);
        else
            changed.Leave(was.Path, $"{was.Path} was removed, and held more than can be put back");
    }

    private void Judge(NestedSetting now, Quarantine quarantine, Changes changed)
    {
        foreach (var was in before.Values)
            if (was.Above == now.Above && was.Above != 0 && LexicalPath.NameOf(was.Path).SequenceEqual(LexicalPath.NameOf(now.Path)))
            {
                Compare(now, was, quarantine, changed);
                return;
            }

        if (IsNew(now) && !CopiedSetting.Is(now.Path, nested.Root, before, isFolderNew: sawAll && !seen.ContainsKey(FolderOf(now.Path))))
            Restoration.PutBack(now.Path, GuardedEntry.Nothing, quarantine, changed);
    }

    // Where not every folder was seen before, it may have been there: if its folder was not seen, and neither it nor a folder around it that was not seen changed since, as what is moved does.
    private bool IsNew(NestedSetting now)
    {
        if (sawAll || now.Changed >= began || seen.ContainsKey(FolderOf(now.Path)))
            return true;
        for (var folder = FolderOf(now.Path); !seen.ContainsKey(folder); folder = FolderOf(folder))
            if (nested.Folders.GetValueOrDefault(folder) is not { } listed || listed.Changed >= began)
                return true;
        return false;
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!;
}
