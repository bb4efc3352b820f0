using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith store</c> and what stands below it.</summary>
internal static class StoreCommands
{
    public static readonly Command All = new("store", "Keep and check the contents behind handles")
    {
        Operands = "COMMAND",
        Details = ["Contents are kept once each under the SHA-256 of their bytes, compressed, below PITH_HOME; every read is verified."],
        Examples = [new("pith store put build.log", "prints its handle")],
        Commands =
        [
            new("put", "Store a file and print its handle")
            {
                Operands = "FILE|-",
                Fewest = 1,
                Most = 1,
                Completes = Completion.File,
                Details =
                [
                    "The bytes are stored as they are, whatever they are and however many; - is standard input. When the handle is printed they survive a power cut. Storing the same bytes again costs nothing and gives the same handle.",
                    "With --cap, of more than that only the head and the tail are stored, cut at lines, with a line between them that says how many bytes are missing, and a note on standard error says so too.",
                    "A store that is nearly full warns; one that is full, or whose disk is, refuses with 73 (PITH_QUOTA, PITH_FREE).",
                ],
                Flags = [Flags.Cap, Flags.Json],
                Examples =
                [
                    new("make 2>&1 | pith store put -", "keeps a build log and prints its handle"),
                    new("journalctl -f | head -c 10G | pith store put - --cap 64Mi", "its first and last 32 MB"),
                ],
                Run = StoreVerbs.Put,
            },
            new("get", "Write the exact bytes behind a handle")
            {
                Operands = "HANDLE",
                Fewest = 1,
                Most = 1,
                Details =
                [
                    "A SHA-256, or the beginning of one that no other content shares (eight digits at least), serves as well as a handle.",
                    "With --bytes or --lines only the parts that hold the range are read and decompressed, however large the whole is. Damage is never passed on: it ends with 65 and names the file.",
                    "With --json the content is a member of the document, as text where it is UTF-8 and in base64 where it is not, or the name of the file that --output wrote.",
                ],
                Flags = [Flags.Bytes, Flags.Lines, Flags.Output, Flags.Json],
                Examples =
                [
                    new("pith store get pith:0123456789abcdef -o build.log", "the file as it was"),
                    new("pith store get pith:0123456789abcdef --lines 900000-900020", "twenty-one lines of it"),
                ],
                Run = StoreVerbs.Get,
            },
            new("list", "List what is stored")
            {
                Flags = [Flags.Json],
                Examples = [new("pith store list", "handles and sizes")],
                Run = StoreVerbs.List,
            },
            new("stats", "Show how much is stored")
            {
                Flags = [Flags.Json],
                Examples = [new("pith store stats", "blobs, bytes, bytes on disk, what is left of the quota")],
                Run = StoreVerbs.Stats,
            },
            new("verify", "Read everything back and compare it with its hash")
            {
                Operands = "[FILE-OR-FOLDER…]",
                Most = int.MaxValue,
                Completes = Completion.File,
                Details = ["Changes nothing. Exits 65 when anything is damaged, and names each damaged content, its file, and the lines that still refer to it: in the sessions of the store, and in the files and folders given."],
                Flags = [Flags.Json],
                Examples = [new("pith store verify", "silence is not proof; this is")],
                Run = StoreCareVerbs.Verify,
            },
            new("gc", "Collect what nothing refers to")
            {
                Operands = "[FILE-OR-FOLDER…]",
                Most = int.MaxValue,
                Completes = Completion.File,
                Details =
                [
                    "Contents that no session of the store refers to, nor any file below the files and folders given, nor any content that stays, and that nobody stored for 14 days, go to the trash, and from there after 24 hours. Storing one again brings it back. Small contents are put together into packs.",
                    "pith does not know the contexts that it wrote elsewhere: name their folder, or what only they refer to goes when the 14 days are over.",
                    "When anything that may refer to contents cannot be read, nothing is collected and the exit code is 65.",
                ],
                Flags = [Flags.DryRun, Flags.Json],
                Examples = [new("pith store gc ~/work --dry-run", "what would go, if the contexts below ~/work count as well")],
                Run = StoreCareVerbs.Collect,
            },
            new("repair", "Mend what can be mended")
            {
                Details = ["Sets damaged files aside, saves what is good of a damaged pack, brings back what is whole in quarantine or the trash, and closes files to others. Deletes nothing. Exits 65 when something is lost until its content is stored again, and names it."],
                Flags = [Flags.Json],
                Examples = [new("pith store repair", "after verify found something")],
                Run = StoreCareVerbs.Repair,
            },
        ],
    };
}
