using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>Lines that open a declaration, in the languages agents write most.</summary>
internal static class Declaration
{
    public static bool Opens(ReadOnlySpan<byte> line)
    {
        var core = Excerpt.StripNumber(line, out _).TrimStart(" \t"u8);
        return core.StartsWith("def "u8) || core.StartsWith("class "u8) || core.StartsWith("func "u8) || core.StartsWith("fn "u8)
            || core.StartsWith("function "u8) || core.StartsWith("export "u8) || core.StartsWith("public "u8) || core.StartsWith("private "u8)
            || core.StartsWith("type "u8) || core.StartsWith("interface "u8) || core.StartsWith("struct "u8) || core.StartsWith("const "u8)
            || core.StartsWith("import "u8) || core.StartsWith("internal "u8) || core.StartsWith("pub "u8) || core.StartsWith("async "u8);
    }
}
