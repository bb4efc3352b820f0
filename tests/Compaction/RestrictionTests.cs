using System.Text;
using Pith.Compaction;

namespace Pith.Tests.Compaction;

/// <summary>Sentences with "only": those that bind whoever works, and those that say how things are.</summary>
public sealed class RestrictionTests
{
    [Theory]
    [InlineData("Only touch the parser.")]
    [InlineData("Use only the standard library.")]
    [InlineData("use v1.2 only")]
    [InlineData("only Anna may merge")]
    [InlineData("Please only change the docs.")]
    [InlineData("You may only edit files below src/.")]
    [InlineData("Remember, YOU CAN ONLY ENTER ONE COMMAND AT A TIME.")]
    [InlineData("Return only the tool result.")]
    [InlineData("Skip the gate only when the user already gave the go in the request itself")]
    [InlineData("- Only one question per message - if a topic needs more exploration, break it into multiple questions")]
    [InlineData("Per the CLAUDE.md instructions, commits should only be created when explicitly requested.")]
    [InlineData("This should not be changed, only the `--local-dev` flag should install the version")]
    [InlineData("If you isolate work, inspect `git status`, stage only your files.")]
    [InlineData("I only want early flights that arrive before 7am.")]
    [InlineData("I would prefer to use only one certificate.")]
    [InlineData("That’s the place, and I'd want only that one.")]
    [InlineData("Tests are green; fix only what is red.")]
    [InlineData("Agents run in background windows; you interact via CLI only")]
    [InlineData("Make sure it is only called once.")]
    [InlineData("You are only to touch the docs.")]
    [InlineData("Could you only touch the docs?")]
    [InlineData("Use RELATIVE paths only (each worktree has its own root)")]
    [InlineData("Bug fixes only.")]
    [InlineData("Rework the branch so that we only have larger commits, and push only that.")]
    public void WhatIsToldToBeDoneBinds(string sentence) => Assert.True(Restriction.Binds(Encoding.UTF8.GetBytes(sentence)), sentence);

    [Theory]
    [InlineData("It only happens on Tuesdays.")]
    [InlineData("I only have five minutes.")]
    [InlineData("We only do this in interactive mode.")]
    [InlineData("The test only fails on CI.")]
    [InlineData("This is only the fallback path.")]
    [InlineData("There's only one file left.")]
    [InlineData("alright, i think there’s only one file left to fix up, read it in full")]
    [InlineData("Are you sure there's only one?")]
    [InlineData("wait, do we only have a single link color?")]
    [InlineData("That is the only reason it broke.")]
    [InlineData("The log is read-only and stays so.")]
    [InlineData("self.only = self.value_field.only")]
    [InlineData("It fails not only on CI but here as well.")]
    [InlineData("Only two tests fail now.")]
    [InlineData("Jobs seem to work, but the counter is not decremented, so it only increments.")]
    [InlineData("Python only has one lock.")]
    [InlineData("I can only see the first line.")]
    [InlineData("Tests only fail on Windows.")]
    [InlineData("I analyzed all comment threads and found 10, but only 1 was new.")]
    public void WhatIsSaidToBeSoDoesNot(string sentence) => Assert.False(Restriction.Binds(Encoding.UTF8.GetBytes(sentence)), sentence);
}
