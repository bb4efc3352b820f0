using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Classifiers;

/// <summary>What mode auto makes of a line.</summary>
/// <param name="Verdict">Whether it may be.</param>
/// <param name="Reason">Why, as a phrase.</param>
/// <param name="Reach">What all of it reaches together.</param>
/// <param name="Parts">Its commands, and what each reaches.</param>
internal readonly record struct LineJudgement(Verdict Verdict, string Reason, Reach Reach, IReadOnlyList<(SimpleCommand Command, Reach Reach)> Parts)
{
    /// <summary>The first command that reaches the weightiest of something; null where none does by itself.</summary>
    public SimpleCommand? Culprit(Reach of)
    {
        var weightiest = ReachNames.Weightiest(of);
        return Parts.FirstOrDefault(p => (p.Reach & weightiest) != 0).Command;
    }
}
