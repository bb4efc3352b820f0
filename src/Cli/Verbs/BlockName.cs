using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>What a block is, in the words the reports use.</summary>
internal static class BlockName
{
    public static string Of(in Block block) => block.Kind switch
    {
        BlockKind.Text when block.Has(BlockFlags.Summary) => "summary",
        BlockKind.Text => $"{block.Role.ToString().ToLowerInvariant()} text",
        _ => block.Kind.ToString().ToLowerInvariant(),
    };
}
