namespace Pith.Compaction.Selection;

/// <summary>Lines that open a declaration, in the languages agents write most.</summary>
internal static class Declaration
{
    /// <summary>Whether a line does, whose number was taken off.</summary>
    public static bool Opens(ReadOnlySpan<byte> body)
    {
        var margin = 0;
        while (margin < body.Length && body[margin] is (byte)' ' or (byte)'\t')
            margin++;
        var core = body[margin..];
        return !core.IsEmpty && core[0] switch
        {
            (byte)'a' => core.StartsWith("async "u8),
            (byte)'c' => core.StartsWith("class "u8) || core.StartsWith("const "u8),
            (byte)'d' => core.StartsWith("def "u8),
            (byte)'e' => core.StartsWith("export "u8),
            (byte)'f' => core.StartsWith("func "u8) || core.StartsWith("fn "u8) || core.StartsWith("function "u8),
            (byte)'i' => core.StartsWith("interface "u8) || core.StartsWith("import "u8) || core.StartsWith("internal "u8),
            (byte)'p' => core.StartsWith("public "u8) || core.StartsWith("private "u8) || core.StartsWith("pub "u8),
            (byte)'s' => core.StartsWith("struct "u8),
            (byte)'t' => core.StartsWith("type "u8),
            _ => false,
        };
    }
}
