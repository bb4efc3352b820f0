using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Classifiers;

/// <summary>What one command of a line reaches: what is known of its program, and what its arguments add.</summary>
internal static class CommandReach
{
    /// <summary>What the command that begins at a word reaches.</summary>
    /// <param name="command">The command.</param>
    /// <param name="at">Where it begins in the words.</param>
    /// <param name="isInside">Whether a full path is one that may be changed freely.</param>
    /// <param name="exists">Whether something stands at a full path.</param>
    /// <param name="home">The home folder, or null.</param>
    /// <param name="commits">Which words of the line are commits.</param>
    public static Reach Of(SimpleCommand command, int at, Func<string, bool> isInside, Func<string, bool> exists, string? home, CommitWords commits)
    {
        var words = command.Words;
        if (!words[at].IsLiteral)
            return Reach.Unknown;
        var name = Launchers.NameOf(words[at]);
        // By its name it is what is installed; what stands in the workspace is code that runs.
        if (words.Count == at + 2 && words[at + 1] is { IsLiteral: true, Text: "--version" or "--help" } && !words[at].Text.Contains('/') || name == "env" && words.Count == at + 1)
            return Reach.Reads;
        var own = words[at].Text.Contains('/');
        var reach = (ReadOnlyPrograms.Find(name) is { Name: not ("git" or "find" or "export") } reader && reader.WhyNot([.. words.Skip(at + 1)]) is null ? Reach.Reads : Named(words, at, name)) ?? (own && IsOwn(command, words[at], isInside) ? Reach.Builds : Reach.Unknown);
        if (name == "git" && SwitchesBranch(command, at, exists, commits))
            reach = Reach.Writes;
        else if (name == "git" && (reach & (Reach.Destroys | Reach.Unknown)) != 0 && GitReading.WhyNot([.. words.Skip(at + 1)]) is null)
            reach = Reach.Builds; // it only reads, and runs what its repository says: that counts as code of the project
        if ((reach & Reach.Builds) != 0 && (words.Skip(at + 1).Any(w => EmptiesData(w.Text)) || name.StartsWith("python", StringComparison.Ordinal) && words.Count > at + 2 && words[at + 1].Text.EndsWith("manage.py", StringComparison.Ordinal) && words[at + 2].Text is "flush" or "reset_db"))
            reach |= Reach.Destroys;
        reach |= OfOptions(name, words, at) | (ShellEscapes.MayBe(name, [.. words.Skip(at + 1)]) ? Reach.Unknown : Reach.None);
        foreach (var word in words.Skip(at + 1))
            reach |= OfWord(command, word, isInside, home) | (word.Has(WordTraits.Dynamic) && name is not ("echo" or "printf" or "test" or "[" or "expr" or "let" or "export") ? Reach.Unknown : Reach.None);
        if ((reach & Reach.Obeyed) != 0 && ((reach & (Reach.Writes | Reach.Builds | Reach.Unknown)) == 0 || name == "git" && Stages(words, at)))
            reach &= ~Reach.Obeyed; // to look at it, or to put what it is into a commit, is nothing
        if (name == "cd")
            return Reach.Reads;
        foreach (var assignment in command.Assignments)
            if (ShellEscapes.IsObeyed(assignment.Name) && assignment.Value.Text is not ("" or "cat"))
                reach |= Reach.Unknown;
        return reach;
    }

    private static Reach? Named(IReadOnlyList<ShellWord> words, int at, string name)
    {
        // Options of the program itself may stand before what it is told to do.
        var said = new List<string>(ReachTable.Longest) { name };
        for (var i = name == "git" ? GitCommand.At(words, at + 1) : at + 1; i < words.Count && said.Count < ReachTable.Longest && words[i].IsLiteral; i++)
            if (words[i].Text is "-q" or "--quiet")
                continue;
            else if (name is "npm" or "pnpm" or "yarn" && words[i].Text.Split('=') is ["--prefix" or "--cwd" or "--dir" or "-C", ..] folder)
                i += folder.Length == 1 ? 1 : 0;
            else if (!words[i].Text.StartsWith('-') || said.Count > 1 || name is "git" or "npm")
                said.Add(words[i].Text);
        for (var from = 1; from < said.Count; from++)
            if (ReachTable.Find([name, .. said[from..]]) is { } found && (from == 1 || ReachTable.Find([name]) != found))
                return found;
        if (ReachTable.Find([name]) is { } known)
            return known;
        return ReadOnlyPrograms.Find(name) is not null && name is not ("git" or "find" or "sed") ? Reach.Reads : null;
    }

    /// <summary>
    /// Whether a checkout can only be one of a branch or a commit: git then refuses to lose what was changed. A word that is only known when it runs may be a
    /// file, unless it is a commit for certain; a file git restores over what was changed.
    /// </summary>
    private static bool SwitchesBranch(SimpleCommand command, int at, Func<string, bool> exists, CommitWords commits)
    {
        var sub = GitCommand.At(command.Words, at + 1);
        var rest = command.Words.Skip(sub + 1).Where(w => w.Text is not ("-q" or "--quiet")).ToArray();
        if (sub >= command.Words.Count || command.Words[sub] is not { IsLiteral: true, Text: "checkout" })
            return false;
        if (rest is [] or [{ IsLiteral: false }])
            return rest.Length == 0 || commits.Are(rest[0]);
        return rest is [{ IsLiteral: true, Text: [not ('-' or ':'), ..] branch }] && !branch.Contains('.') && command.Folders.IsKnown && !command.Folders.Paths.ToArray().Any(f => exists(LexicalPath.Join(f, branch)));
    }

    private static bool Stages(IReadOnlyList<ShellWord> words, int at) => GitCommand.At(words, at + 1) is var sub && sub == at + 1 && sub < words.Count && words[sub] is { IsLiteral: true, Text: "add" or "commit" };

    private static bool IsOwn(SimpleCommand command, ShellWord word, Func<string, bool> isInside) =>
        command.Folders.IsKnown && command.Folders.Paths.ToArray().All(f => isInside(LexicalPath.Join(f, word.Text)));

    /// <summary>Options that make a harmless program another one.</summary>
    private static Reach OfOptions(string name, IReadOnlyList<ShellWord> words, int at)
    {
        var rest = words.Skip(at + 1).ToArray();
        bool Any(params ReadOnlySpan<string> options)
        {
            foreach (var word in rest)
                if (options.Contains(word.Text))
                    return true;
            return false;
        }

        // A program that reads, but not with these arguments.
        if (ReadOnlyPrograms.Find(name) is { } program && name is not ("git" or "find" or "jq" or "tar" or "unzip" or "awk" or "fd" or "read" or "ps" or "xxd" or "shuf" or "base64") && program.WhyNot([.. rest.Where(w => name != "sed" || !w.Text.StartsWith("-i", StringComparison.Ordinal))]) is not null)
            return Reach.Unknown;
        return name switch
        {
            "git" when Any("--force", "-f", "--force-with-lease", "--mirror", "--delete") && Any("push") => Reach.Sends | Reach.Destroys | Reach.Protections,
            "git" when Any("switch") && Any("-f", "--force", "--discard-changes") || Any("branch") && Any("-M") && rest.Length > 3 || Any("tag") && Any("-f", "--force") => Reach.Destroys,
            "git" when Any("--no-verify", "-n") && Any("commit", "push") => Reach.Protections,
            "git" when Any("--global", "--system") && Any("config") => Reach.Persists,
            "git" when Any("-C", "--git-dir", "--work-tree") => Reach.Outside,
            "curl" or "wget" or "http" or "xh" when Array.Exists(rest, w => w.Text is "-d" or "-F" or "-T" or "--data" or "--form" or "--upload-file" or "--data-binary" or "--data-raw" or "--post-data" or "--post-file" or "--json" or "POST" or "PUT" or "DELETE" or "PATCH" || w.Text.StartsWith("--data", StringComparison.Ordinal) || w.Text.StartsWith("-d@", StringComparison.Ordinal)) => Reach.Sends,
            "chmod" when Any("777", "-R", "a+rwx", "+s", "u+s", "4755", "o+w", "666") => Reach.Protections,
            "find" or "fd" when Array.Exists(rest, w => w.Text is "-delete" || w.Text.StartsWith("-exec", StringComparison.Ordinal) || w.Text.StartsWith("-ok", StringComparison.Ordinal) || w.Text is "-x" or "-X") => Reach.Writes | Reach.Unknown,
            // Behind the tool's name the options are the tool's.
            "npx" or "bunx" when (rest.Length == 0 || rest[0].Text.StartsWith('-') || !rest[0].IsLiteral) && Any("-y", "--yes", "-p", "--package") || rest.FirstOrDefault(w => !w.Text.StartsWith('-')).Text is { } tool && (tool.LastIndexOf('@') > 0 || tool.StartsWith("create-", StringComparison.Ordinal)) => Reach.Fetches,
            "find" or "fd" => Reach.Reads,
            "rm" or "mv" or "cp" or "dd" or "truncate" or "ln" or "tee" => Reach.Writes,
            _ when Interpreters.Is(name) && Array.Exists(rest, w => w.Text is "-c" or "-e" or "-E" or "-r" or "--eval" or "-p" or "-pe" or "-ne" or "-i" || w.Text.StartsWith("-c", StringComparison.Ordinal) && w.Text.Length > 2) => Inline(rest),
            "python" or "python3" when Any("pip", "http.server", "ensurepip") => Reach.Fetches,
            "sqlite3" or "psql" or "mysql" when Array.Exists(rest, w => w.Text.Contains("drop ", StringComparison.OrdinalIgnoreCase) || w.Text.Contains("delete from", StringComparison.OrdinalIgnoreCase) || w.Text.Contains("truncate ", StringComparison.OrdinalIgnoreCase)) => Reach.Destroys,
            "make" or "npm" or "just" or "rake" or "task" or "pnpm" or "yarn" when Array.Exists(rest, w => w.Text is "deploy" or "publish" or "release" or "push" or "upload" || w.Text.StartsWith("deploy:", StringComparison.Ordinal) || w.Text.StartsWith("release:", StringComparison.Ordinal)) => Reach.Sends,
            "make" when Any("install", "uninstall") => Reach.Outside,
            // What shows the machine also sets it up.
            "ip" when Array.FindAll(rest, w => !w.Text.StartsWith('-')) is [_, { Text: not ("show" or "list" or "ls" or "get") }, ..] => Reach.Services,
            "ifconfig" when Array.FindAll(rest, w => !w.Text.StartsWith('-')).Length > 1 => Reach.Services,
            "journalctl" when Array.Exists(rest, w => w.Text.StartsWith("--", StringComparison.Ordinal) && WordTable.Has("rot vac flu syn rel sma set upd", w.Text.AsSpan(2, Math.Min(3, w.Text.Length - 2)))) => Reach.Services,
            "dmesg" when Array.Exists(rest, w => w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("cCnDE") || w.Text.StartsWith("--c", StringComparison.Ordinal) || w.Text.StartsWith("--read-c", StringComparison.Ordinal)) => Reach.Services,
            "ss" when Array.Exists(rest, w => w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("KD") || w.Text.StartsWith("--k", StringComparison.Ordinal) || w.Text.StartsWith("--d", StringComparison.Ordinal)) => Reach.Services,
            _ => Reach.None,
        };
    }

    /// <summary>Whether a word is a task of the project's that empties or drops a database: <c>db:drop</c>, <c>migrate:fresh</c>, <c>doctrine:schema:drop</c>.</summary>
    private static bool EmptiesData(string word) => word.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && word[^1] != ':' && word[at + 1] != ':' && WordTable.Has("db database migrate schema doctrine", word.AsSpan(0, at))
        && WordTable.HasLast("drop reset wipe fresh purge refresh truncate nuke destroy clean", word);

    /// <summary>A script on the command line is read for the words that reach further than a calculation does.</summary>
    private static Reach Inline(ShellWord[] rest)
    {
        var reach = Reach.Builds;
        foreach (var word in rest)
        {
            if (Has(word.Text, "requests", "urllib", "http.client", "socket", "fetch(", "http.get", "https", "net.connect", "Net::HTTP", "LWP", "smtplib", "ftplib", "file_get_contents('http"))
                reach |= Reach.MayFetch;
            if (Has(word.Text, "subprocess", "os.system", "child_process", "exec(", "execSync", "popen", "system(", "shell_exec", "spawn", "ctypes", "pty.", "eval(", "__import__", "`"))
                reach |= Reach.Unknown;
            if (Has(word.Text, "rmtree", "os.remove", "unlink", "rmSync", "shutil.move", "rm_rf", "os.environ", "process.env"))
                reach |= Reach.Unknown;
        }

        return reach;
    }

    private static Reach OfWord(SimpleCommand command, ShellWord word, Func<string, bool> isInside, string? home)
    {
        var text = word.Text.StartsWith('-') && word.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? word.Text[(equals + 1)..] : word.Text;
        var reach = SecretNames.Stand(text) ? Reach.Credentials : Reach.None;
        if (ProtectedPaths.WhyProtected(text) is not null)
            reach |= Reach.Obeyed;
        if (word.Text.StartsWith('-') && text == word.Text || text.Contains("://", StringComparison.Ordinal) || text.Contains(' '))
            return reach;
        var rooted = text.StartsWith('/') ? text : text == "~" || text.StartsWith("~/", StringComparison.Ordinal) ? (home ?? "/~") + text[1..] : null;
        if (rooted is not null)
            return isInside(LexicalPath.Join("", rooted)) || rooted is "/dev/null" or "/dev/stdin" or "/dev/stdout" ? reach : reach | Reach.Outside;
        if (!text.Contains("..", StringComparison.Ordinal) || !text.Contains('/') && text != "..")
            return reach;
        return command.Folders.IsKnown && command.Folders.Paths.ToArray().All(f => isInside(LexicalPath.Join(f, text))) ? reach : reach | Reach.Outside;
    }

    private static bool Has(string text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (text.Contains(part, StringComparison.Ordinal))
                return true;
        return false;
    }
}
