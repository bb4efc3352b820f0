using System.Buffers;
using System.Text;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>What a container is told to run, as far as it may reach folders of this machine that are mounted in it: with the paths that those have here.</summary>
internal sealed class ContainerMounts
{
    // So many words of a command may be its program.
    private const int Most = 24, MostMounts = 100;

    // Where what lies in the container alone is put: somewhere that is nobody's.
    private const string Own = "/var/lib/pith.container";

    private static readonly SearchValues<char> Ends = SearchValues.Create(" '\";|&()<>\n");

    private readonly List<(string Here, string There)> mounts = [];
    private string folder = "";

    private ContainerMounts(ShellWord[] rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var text = rest[i].Text;
            var next = i + 1 < rest.Length ? rest[i + 1].Text : "";
            var equals = text.StartsWith("--", StringComparison.Ordinal) ? text.IndexOf('=', StringComparison.Ordinal) : -1;
            var (option, value) = equals > 0 ? (text[..equals], text[(equals + 1)..]) : text is ['-', 'v' or 'w', _, ..] ? (text[..2], text[2..]) : (text, next);
            if (option is "-w" or "--workdir")
                folder = value;
            else if (option is "-v" or "--volume")
                Volume(value.Split(':'));
            else if (option == "--mount")
                Mount(value.Split(','));
        }
    }

    /// <summary>The texts that may be its command; none where nothing is mounted that it may write. What its image runs by itself is not told.</summary>
    /// <param name="rest">The arguments of <c>docker</c> and its like.</param>
    public static IEnumerable<string> Told(ShellWord[] rest)
    {
        var container = new ContainerMounts(rest);
        // Who enters the machine's own folders, or those that are mounted, has their paths already.
        var enters = Array.Exists(rest, w => Launchers.NameOf(w) == "nsenter");
        if (container.mounts.Count == 0 && !enters)
            yield break;
        var isMoved = enters || Array.Exists(rest, w => Launchers.NameOf(w) == "chroot");
        for (var (i, told) = (0, 0); i < rest.Length && told < Most; i++)
        {
            var text = rest[i].Text;
            var name = Launchers.NameOf(rest[i] with { Text = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..] }); // of --entrypoint
            if (!(CriticalRemoval.Weighs(name) || Launchers.IsShell(name) || Launchers.Launches(name) || name == "dd"))
                continue;
            told++;
            var line = new StringBuilder(container.folder.Length > 0 ? $"cd {container.Mapped(container.folder, isMoved)} && {name}" : name);
            foreach (var word in rest[(i + 1)..])
            {
                var mapped = container.Mapped(word.Text, isMoved);
                var isText = word.IsLiteral && mapped == word.Text || mapped.AsSpan().ContainsAny(" ;|&\n");
                line.Append(' ').Append(isText ? GivenScripts.Quoted(word with { Text = mapped, Traits = WordTraits.None }) : mapped);
            }

            yield return line.ToString();
        }
    }

    private void Volume(string[] parts)
    {
        var there = parts is [.., ['/', ..]] ? parts.Length - 1 : parts.Length - 2;
        if (there > 0 && !(there + 1 < parts.Length && parts[^1].Split(',').Contains("ro")))
            Add(string.Join(':', parts[..there]), parts[there]);
    }

    private void Mount(string[] parts)
    {
        var (here, there) = ("", "");
        foreach (var part in parts)
            switch (part.Split('=', 2))
            {
                case ["source" or "src", var source]:
                    here = source;
                    break;
                case ["target" or "destination" or "dst", var target]:
                    there = target;
                    break;
                case ["readonly" or "ro", ..]:
                    return;
            }
        Add(here, there);
    }

    // A name is one of a volume, which is no folder of anybody's.
    private void Add(string here, string there)
    {
        if (mounts.Count < MostMounts && here is ['/' or '~' or '.' or '$', ..] && there.TrimEnd('/') is ['/', ..] place)
            mounts.Add((here.Length > 1 ? here.TrimEnd('/') : here, place));
    }

    private string Mapped(string text, bool isMoved)
    {
        StringBuilder? mapped = null;
        var from = 0;
        for (var at = 0; at < text.Length; at++)
            if (text[at] == '/' && (at == 0 || " '\"=;|&(\n".Contains(text[at - 1])))
            {
                var end = text.AsSpan(at).IndexOfAny(Ends) is >= 0 and var length ? at + length : text.Length;
                (mapped ??= new StringBuilder()).Append(text, from, at - from).Append(Place(text[at..end], isMoved));
                (from, at) = (end, end - 1);
            }

        return mapped is null ? text : mapped.Append(text, from, text.Length - from).ToString();
    }

    private string Place(string path, bool isMoved)
    {
        foreach (var (here, there) in mounts)
            if (path.StartsWith(there, StringComparison.Ordinal) && (path.Length == there.Length || path[there.Length] == '/'))
                return here == "/" && path.Length > there.Length ? path[there.Length..] : here + path[there.Length..];
        // What lies above a mount takes it along.
        var above = path.TrimEnd('/', '*', '.');
        var below = mounts.Where(m => m.There.StartsWith(above + "/", StringComparison.Ordinal)).Select(m => m.Here).ToArray();
        return below.Length > 0 ? string.Join(' ', below) : isMoved ? path : Own + path;
    }
}
