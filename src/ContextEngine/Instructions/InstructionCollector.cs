using System.Security.Cryptography;
using System.Text;
using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Tools.Files;

namespace Pith.Instructions;

/// <summary>Takes instruction files one after another, with what they import, and says of each that it does not take why.</summary>
internal sealed class InstructionCollector(InstructionOptions options, IReadOnlyCollection<string> touched)
{
    private const int MostHops = 4;
    private const string Loaded = "it is loaded already", Excluded = "claudeMdExcludes leaves it out";

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public List<InstructionFile> Files { get; } = [];

    /// <summary>Takes a file, if it is there.</summary>
    public void Add(string path, InstructionScope scope, string root, bool isRule = false)
    {
        if (FileStamp.Of(path) is not null)
            Take(new InstructionFile(path, scope), root, isRule, []);
    }

    /// <summary>Takes down a file that counts only where another does not, which is there: nobody shall believe that it is heard.</summary>
    public void Pass(string path, InstructionScope scope, string root, string other)
    {
        if (FileStamp.Of(path) is null)
            return;
        var file = new InstructionFile(path, scope);
        var refusal = Refusal(file, root, [], out _);
        Files.Add(file with { Skipped = refusal ?? $"{other} is there, and counts instead", IsExpected = refusal is Loaded or Excluded });
    }

    private void Take(InstructionFile file, string root, bool isRule, IReadOnlyList<string> chain)
    {
        if (Refusal(file, root, chain, out var real) is { } refusal)
        {
            Files.Add(file with { Skipped = refusal, IsExpected = refusal is Loaded or Excluded });
            return;
        }

        if (!TryRead(file.Path, out var whole, out var problem))
        {
            Files.Add(file with { Skipped = problem });
            return;
        }

        if (isRule)
        {
            (var globs, whole, var wrong) = RuleHead.Of(whole);
            file = file with { Globs = globs, Warnings = wrong is null ? [] : [wrong] };
            if (globs.Count > 0 && !touched.Contains(file.Path) && !touched.Any(t => globs.Any(g => PathPattern.Matches($"./{g.TrimStart('/')}", t, root, root, options.Home))))
            {
                Files.Add(file with { Skipped = "it is about files that were not read yet", IsExpected = true });
                return;
            }
        }

        var markdown = MarkdownText.Of(whole);
        file = Shown(file, markdown.Kept, whole.Length);
        _taken.Add(real);
        var isNew = file.Text.Trim().Length > 0 && _texts.TryAdd(file.Digest, file.Path);
        Files.Add(isNew ? file : file with { Text = "", Digest = "", IsExpected = true, Skipped = file.Text.Trim().Length == 0 ? "it is empty" : $"it says the same as {_texts[file.Digest]}" });
        foreach (var import in markdown.Imports)
            Import(file, import, root, [.. chain, real]);
    }

    private void Import(InstructionFile from, string path, string root, IReadOnlyList<string> chain)
    {
        var full = path is ['~', '/', ..] ? options.Home is null ? null : options.Home + path[1..] : Path.GetFullPath(path, Path.GetDirectoryName(from.Path)!);
        var isThere = full is not null && !full.Contains('\0') && FileStamp.Of(full) is not null && !Directory.Exists(full);
        if (isThere)
            Take(new InstructionFile(full!, from.Scope) { ImportedBy = from.Path }, root, isRule: false, chain);
        else if (ImportPaths.LooksLikeFile(path))
            Files.Add(new InstructionFile(full ?? path, from.Scope) { ImportedBy = from.Path, Skipped = "it does not exist" });
    }

    /// <summary>Why a file may not be taken, or null; and where it really is.</summary>
    private string? Refusal(InstructionFile file, string root, IReadOnlyList<string> chain, out string real)
    {
        var followed = RealPath.OrNull(file.Path);
        real = followed ?? file.Path;
        if (followed is null)
            return "nobody can tell where its links lead";
        if (chain.Contains(real))
            return "it imports itself in a circle";
        if (_taken.Contains(real))
            return Loaded;
        if (!file.HasAuthority && !options.IsTrusted)
            return "the folder is not trusted";
        if (!file.HasAuthority && !options.MayTake(file.Path))
            return "it was not so when the folder was trusted";
        if (file.Scope is InstructionScope.Project or InstructionScope.Local && !LexicalPath.IsWithin(file.Path, options.Folder) && OthersWrite.To(file.Path, root, options.Folder))
            return "others than you can write it, or the folder it lies in";
        if (file.Scope != InstructionScope.Managed && options.Excludes.Any(e => PathPattern.Matches($"//{e.TrimStart('/')}", file.Path, options.Folder, options.Folder, options.Home)))
            return Excluded;
        if (chain.Count > MostHops)
            return $"it is more than {MostHops} imports deep";
        return file.HasAuthority || LexicalPath.IsWithin(real, RealPath.OrNull(root) ?? root) || options.MayReach(real) ? null : $"it leads out of the project, to {real}";
    }

    private static InstructionFile Shown(InstructionFile file, string kept, int characters)
    {
        var warnings = new List<string>(file.Warnings);
        if (characters > InstructionFile.WarnFrom)
            warnings.Add(FormattableString.Invariant($"it has {characters:N0} characters, more than {InstructionFile.WarnFrom:N0}; it is loaded whole, at every turn"));
        var text = HiddenText.Clean(kept, out var hidden);
        if (hidden > 0)
            warnings.Add($"{hidden} characters that nobody can see were taken out");
        return file with { Text = text, Warnings = warnings, Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16] };
    }

    private static bool TryRead(string path, out string text, out string problem)
    {
        (text, problem) = ("", "");
        try
        {
            if (FileStamp.Of(path) is not { IsRegular: true })
                problem = "it is no regular file";
            else if (PlainFile.Read(path) is var bytes && bytes.AsSpan().Contains((byte)0))
                problem = "it is no text";
            else
                text = Encoding.UTF8.GetString(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes);
            return problem.Length == 0;
        }
        catch (IOException refused)
        {
            problem = refused.Message;
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            problem = "it may not be read";
            return false;
        }
    }
}
