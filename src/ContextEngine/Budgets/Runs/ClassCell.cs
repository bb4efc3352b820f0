using Pith.Budgets.Needs;

namespace Pith.Budgets.Runs;

/// <summary>One class under one policy at one budget.</summary>
/// <param name="Class">The class.</param>
/// <param name="Recall">Verbatim recall.</param>
/// <param name="Recoverable">Mean recall with handles followed.</param>
/// <param name="Lead">The first policy's recall less this one's, paired by cut.</param>
/// <param name="OfSpanOracle">Share of what the best of line and span oracle reaches.</param>
/// <param name="OfGroupOracle">Share of what whole groups with hindsight reach; may pass 1.</param>
/// <param name="PerSession">Mean recall of each session that needs the class, by position in the report.</param>
public sealed record ClassCell(NeedClass Class, Estimate Recall, double Recoverable, Estimate Lead, double OfSpanOracle, double OfGroupOracle, IReadOnlyList<(int Session, double Recall)> PerSession);
