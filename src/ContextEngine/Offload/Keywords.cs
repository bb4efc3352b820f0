namespace Pith.Offload;

/// <summary>The table behind <see cref="Keyword"/>.</summary>
internal static class Keywords
{
    private static readonly WordTable Table = Build();

    public static Keyword Find(ulong hash) => (Keyword)Table.Find(hash);

    private static WordTable Build()
    {
        var table = new WordTable(256);
        Add(table, Keyword.Error, """
            error errors err failed failure failures fail fatal panic panicked exception traceback assert assertion
            segfault sigsegv abort aborted denied unable cannot undefined unresolved unexpected refused killed conflict
            conflicts mismatch unhandled uncaught corrupt
            """);
        Add(table, Keyword.Warning, "warning warnings warn deprecated caution skipped invalid missing unknown rejected timeout");
        Add(table, Keyword.Exit, "exit exited exit_code exitcode returncode exit_status");
        Add(table, Keyword.Status, "code status value");
        Add(table, Keyword.Outcome, "passed succeeded success total tests ok skipped duration");
        Add(table, Keyword.None0, "0 no without zero");
        Add(table, Keyword.Modifier, """
            public private protected internal static sealed abstract async export default virtual override readonly pub
            unsafe extern inline final partial open suspend data
            """);
        Add(table, Keyword.Declarator, """
            class struct interface enum record trait impl fn func function fun def defp defmodule module namespace type typedef
            macro_rules protocol extension object package delegate union mod subroutine sub procedure
            """);
        return table;
    }

    private static void Add(WordTable table, Keyword keyword, string words)
    {
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            table.TryAdd(WordTable.HashOf(System.Text.Encoding.ASCII.GetBytes(word)), (byte)keyword);
    }
}
