using System.Text.RegularExpressions;

namespace Pith.Tools.Sandboxes;

/// <summary>A configuration of git that runs nothing: how the repository is stored, where its remotes lie and which branches follow them, as clone and init write it.</summary>
internal static partial class PlainConfiguration
{
    /// <summary>Whether it says nothing else. A line that is not known makes it no plain one.</summary>
    public static bool Is(string text)
    {
        var section = "";
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
            if (Section.Match(line) is { Success: true } head)
                section = head.Groups[1].Value;
            else if (line.EndsWith('\\') || !Setting(section).IsMatch(line))
                return false;
        return true;
    }

    private static Regex Setting(string section) => section switch { "core" => OfCore, "remote" => OfRemote, "branch" => OfBranch, "submodule" => OfSubmodule, "extensions" => OfExtensions, "user" => OfUser, "init" => OfInit, _ => Nothing };

    [GeneratedRegex("""^\[(core|extensions|user|init|remote|branch|submodule)(?: "[^"\\]*")?\]$""")]
    private static partial Regex Section { get; }

    [GeneratedRegex(@"^(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks) = \w+$")]
    private static partial Regex OfCore { get; }

    // Over these nothing is started but what the person's own configuration has for them.
    [GeneratedRegex(@"^(url = (https://|ssh://[\w@]|git@[\w.-]+:)[^\s\\""#;]*|fetch = \+?refs/\S+|tagOpt = --\w+-?\w*|promisor = true|partialclonefilter = [\w:=]+)$")]
    private static partial Regex OfRemote { get; }

    [GeneratedRegex(@"^(remote = [\w.-]+|merge = refs/\S+|rebase = \w+)$")]
    private static partial Regex OfBranch { get; }

    [GeneratedRegex(@"^(url = https://[^\s\\""#;]*|active = \w+)$")]
    private static partial Regex OfSubmodule { get; }

    [GeneratedRegex(@"^(objectformat|refstorage|partialclone) = \w+$", RegexOptions.IgnoreCase)]
    private static partial Regex OfExtensions { get; }

    [GeneratedRegex(@"^(name|email) = [^\\""]*$")]
    private static partial Regex OfUser { get; }

    [GeneratedRegex(@"^defaultBranch = [\w./-]+$", RegexOptions.IgnoreCase)]
    private static partial Regex OfInit { get; }

    [GeneratedRegex(@"(?!)")]
    private static partial Regex Nothing { get; }
}
