namespace Pith.Budgets.Policies;

/// <summary>The built-in policies, in the order of reports.</summary>
public static class PolicyCatalog
{
    /// <summary>pith's own, those of other makers, and the prototype.</summary>
    public static IReadOnlyList<IContextPolicy> All { get; } =
    [
        new PithPolicy(), new TruncateOldest(), new HeadAndWindow(),
        new MaskKeepNewest(3), new MaskKeepNewest(10), new MaskKeepNewest(20), new MaskKeepNewest(100),
        new ClearUntilItFits(), new AnthropicEditor(), new OpencodePrune(), new GeminiMasking(), new CodexShape(), new ClineBasic(), new LineSelect(),
    ];

    /// <summary>What must not win; part of every report.</summary>
    public static IReadOnlyList<IContextPolicy> Controls { get; } = [new BagOfIdentifiers(), new RandomLines(), new NewestOnly()];
}
