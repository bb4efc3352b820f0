using Pith.Cli.Runs;
using Pith.Instructions;

namespace Pith.Tests.Cli.Runs;

/// <summary>What instruction files say a compaction is to keep.</summary>
public sealed class CompactInstructionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("# Compact instructions\nkeep the schema\n", "keep the schema")]
    [InlineData("# Project\nx\n## COMPACT Instructions:\r\nkeep a\r\n\r\nkeep b\r\n## Style\ny", "keep a\n\nkeep b")]
    [InlineData("## Compact instructions\nkeep\n### Tables\norders\n# Other\nz", "keep\n### Tables\norders")]
    [InlineData("# Compact instructions\none\n# Other\nx\n# Compact instructions\ntwo", "one\ntwo")]
    [InlineData("Compact instructions\nno heading", "")]
    [InlineData("# How to compact instructions\nx", "")]
    [InlineData("# Compact instructions", "")]
    public void TheSectionEndsAtTheNextHeadingOfItsLevel(string text, string section) => Assert.Equal(section, Section(text));

    [Theory]
    [InlineData("CLAUDE.md")]
    [InlineData("AGENTS.md")]
    public void FilesInForceHaveASayAndThoseOfAnUntrustedFolderHaveNone(string name)
    {
        _folder.File(name, "# Compact instructions\nkeep the schema\n"u8);
        Assert.Equal("keep the schema", CompactInstructions.Of(Tree(isTrusted: true)));
        Assert.Equal("", CompactInstructions.Of(Tree(isTrusted: false)));
    }

    private static string Section(string text) => CompactInstructions.SectionOf(text).ReplaceLineEndings("\n");

    private InstructionTree Tree(bool isTrusted) => new(new InstructionOptions { Folder = _folder.Path, IsTrusted = isTrusted });
}
