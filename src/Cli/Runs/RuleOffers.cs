using Pith.Permissions;
using Pith.Permissions.Decisions;

namespace Pith.Cli.Runs;

/// <summary>Rules that a person may mean who allows a call for good, the narrowest useful one first.</summary>
internal static class RuleOffers
{
    public static IEnumerable<string> Of(string tool, IReadOnlyList<Need> needs, Decision asked, string folder)
    {
        foreach (var need in needs)
            switch (need.Kind)
            {
                case NeedKind.RunCommand or NeedKind.RunOutside:
                    // The verbatim command would never be met again: "git commit *" and "npm run *" are.
                    if (asked.Part.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var program, var verb, ..] && IsWord(program) && IsWord(verb))
                        yield return $"{tool}({program} {verb} *)";
                    yield return $"{tool}({need.Subject})";
                    break;
                case NeedKind.ReadPath:
                    yield return $"Read({Absolute(need.Subject, folder)})";
                    break;
                case NeedKind.WritePath:
                    yield return $"Edit({Absolute(need.Subject, folder)})";
                    break;
                case NeedKind.ReachHost:
                    yield return $"{tool}(domain:{need.Subject})";
                    break;
                default:
                    yield return tool;
                    break;
            }
    }

    private static string Absolute(string path, string folder) => "/" + Path.GetFullPath(path, folder);

    private static bool IsWord(string word) => char.IsAsciiLetter(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.');
}
