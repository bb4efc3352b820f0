using System.Text;
using Pith.Permissions.Paths;
using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>What a repository's own configuration makes it obey besides: files it includes, the folder of its hooks where that is another, and programs that it starts; of submodules too.</summary>
public static class GitConfiguration
{
    /// <summary>Links are not followed: a command could have made them.</summary>
    private static readonly GitReading Guarded = new(GuardedLinks.IsOwnFolder, TextOf);

    /// <summary>Those of it that lie below a folder of work, where commands could change them; the repository may begin above it.</summary>
    /// <param name="root">The folder, full and without links.</param>
    public static IReadOnlyList<string> Obeyed(string root) =>
        [.. GitFolder.Around(root, Guarded).SelectMany(git => GitModules.With(git, Guarded))
            .SelectMany(git => git.Named.Select(named => named.Path).Concat(git.Started("/")).SelectMany(RealPath.Ways).Concat(git.Ways)).Where(path => path != root && LexicalPath.IsWithin(path, root)).Distinct()];

    private static string? TextOf(string path)
    {
        try
        {
            return GuardedFile.KindOf(path).Kind == GuardedKind.File ? Encoding.UTF8.GetString(PlainFile.Read(path, GitReading.Largest)) : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null; // git cannot read it either
        }
    }
}
