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
    private readonly string? unguarded;

    /// <param name="nested">What found them.</param>
    /// <param name="found">Those that are there.</param>
    public NestedSettings(NestedRepositories nested, List<NestedSetting> found)
    {
        (this.nested, began, sawAll) = (nested, nested.Now, nested.SawAll);
        var (bytes, unkept) = (0L, 0);
        foreach (var setting in found)
        {
            before[setting.Path] = setting;
            if (setting.IsWhole)
                Keep(setting, nested.Settings.GetValueOrDefault(setting.Path), ref bytes);
            else if (unkept++ == 0)
                unguarded = setting.Path;
        }

        if (unkept > 0)
            unguarded += (unkept == 1 ? " was" : " and other settings were") + " not guarded: more than 500 files in one, or 2,000 in all settings of subfolders";
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
        before[at] = new NestedSetting(at, FileStamp.OfFolder(Path.GetDirectoryName(at)!)?.Inode ?? 0) { Content = (was?.Content ?? GuardedEntry.Nothing).With(at, path, withContent: true) };
    }

    /// <summary>Puts back what changed.</summary>
    /// <param name="found">Those that are there now.</param>
    /// <param name="quarantine">Where what is new goes.</param>
    /// <param name="changed">Takes sentences.</param>
    public void PutBack(List<NestedSetting> found, Quarantine quarantine, List<string> changed)
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
            changed[^1] += "; settings in subfolders come from no command in the sandbox: one that brings them, as git does, has to run outside";
        if (unguarded is not null)
            changed.Add(unguarded);
    }

    private void PutBack(NestedSetting? was, NestedSetting? now, Quarantine quarantine, List<string> changed) => GuardedState.Try((was ?? now)!.Path, changed, () =>
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

    private static void Compare(NestedSetting now, NestedSetting was, Quarantine quarantine, List<string> changed)
    {
        if (was.Content is { } content && !(was.IsSettled && now.HasStampsOf(was)))
            GuardedState.PutBack(now.Path, content, quarantine, changed);
        else if (was.Content is null && was.IsWhole && !now.HasStampsOf(was))
            changed.Add($"{now.Path} was changed, and holds more than can be put back: look at it before anything else runs");
    }

    // It went with its folder, or alone.
    private void PutBackMissing(NestedSetting was, Quarantine quarantine, List<string> changed)
    {
        if (GuardedLinks.Above(was.Path) is { } link)
        {
            if (link.Length <= nested.Root.Length)
                throw new IOException($"{link} is a link now");
            changed.Add($"{link} was made a link and is removed again{GuardedState.At(quarantine.Take(link))}");
        }
        else if (!GuardedLinks.IsOwnFolder(Path.GetDirectoryName(was.Path)!))
            return;
        else if (was.Content is { } content)
            GuardedState.PutBack(was.Path, content, quarantine, changed);
        else
            changed.Add($"{was.Path} was removed, and held more than can be put back");
    }

    private void Judge(NestedSetting now, Quarantine quarantine, List<string> changed)
    {
        foreach (var was in before.Values)
            if (was.Above == now.Above && was.Above != 0 && LexicalPath.NameOf(was.Path).SequenceEqual(LexicalPath.NameOf(now.Path)))
            {
                Compare(now, was, quarantine, changed);
                return;
            }

        // Where not every folder was seen before, what has not changed since may have been there.
        if ((sawAll || now.Changed >= began) && !CopiedSetting.Is(now.Path, nested.Root, before))
            GuardedState.PutBack(now.Path, GuardedEntry.Nothing, quarantine, changed);
    }
}
