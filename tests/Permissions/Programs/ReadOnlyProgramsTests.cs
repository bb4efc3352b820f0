using Pith.Permissions.Rules;
using Pith.Tests.Permissions.Decisions;

namespace Pith.Tests.Permissions.Programs;

/// <summary>Uses of programs that read, beside those of the same programs that write, run or tell more.</summary>
public sealed class ReadOnlyProgramsTests
{
    [Theory]
    [InlineData("awk -F, '{ print $2, $NF }' data.csv", "awk -F, -f x.awk data.csv")]
    [InlineData("awk -F / -v n=3 'NR > n { s += $1 } END { print s / NR }' a b", "awk -F / '{ print > $1 }' a")]
    [InlineData("awk '{ if ($3 > 100 || $2 >= 5) print $1 }' a", "awk '{ print \"(\" > \"b\" }' a")]
    [InlineData("awk 'length($0) > 120 { n++ } END { print n }' a", "awk '{ print $1 > 5 && 1 }' a")]
    [InlineData("ps aux | awk '{ print $2 }'", "awk 'BEGIN { ARGV[1] = \"/etc/hosts\"; ARGC = 2 } { print }'")]
    [InlineData("awk '/^x/ { print }' a", "awk '/^x/ { print }' /etc/hosts")]
    [InlineData("awk 'NR == 1' a", "awk 'BEGIN { print ENVIRON[\"HOME\"] }'")]
    [InlineData("awk -v \"n=$N\" 'NR < n' a", "awk -v n=$N '{ print }' a")]
    [InlineData("awk '{ print $1 }' a", "awk '{ \"id\" | getline x }' a")]
    [InlineData("tar tvzf a.tgz src", "tar xvzf a.tgz src")]
    [InlineData("tar --list --file=a.tar --wildcards '*.c'", "tar --list --file=a.tar --to-command=sh")]
    [InlineData("tar -t -f a.tar", "tar -t -f a.tar -I x")]
    [InlineData("tar tf a.tar", "tar tf host:a.tar")]
    [InlineData("tar tf a.tar", "tar txf a.tar")]
    [InlineData("tar tf a.tar", "tar tf /etc/a.tar")]
    [InlineData("unzip -l a.zip", "unzip a.zip")]
    [InlineData("unzip -p a.zip x/y", "unzip -l '*.zip'")]
    [InlineData("zcat log.gz | tail -n 3", "zcat log")]
    [InlineData("ps -eo pid,etime,cmd --sort=-%cpu", "ps auxe")]
    [InlineData("ps -ef", "ps aux e")]
    [InlineData("ps -aux", "ps -auxe")]
    [InlineData("ps -u bob", "ps -u nobodyatall -e")]
    [InlineData("ps -C node", "ps -C foo e")]
    [InlineData("ps axo pid,etime", "ps -opid=foo e")]
    [InlineData("awk '{ if (NR > 1) print }' a", "awk -v x=b '{ # (\n print > x }' a")]
    [InlineData("pgrep -fl node", "pgrep -F /etc/x")]
    [InlineData("hostname -f", "hostname x")]
    [InlineData("xxd -l 32 a", "xxd a b")]
    [InlineData("shuf -n 2 a", "shuf -o b a")]
    [InlineData("base64 -d a", "base64 -o b a")]
    [InlineData("fd -e cs x src", "fd -x rm")]
    [InlineData("fd -t f x", "fd --search-path /etc x")]
    [InlineData("git log --oneline | column -t -s /", "column /etc/hosts")]
    [InlineData("cut -d / -f 2 a", "cut -d / -f 2 /etc/hosts")]
    [InlineData("sort -t / -k2 a", "sort -- -t /etc/hosts")]
    [InlineData("sort -t / -k2 a", "sort -t / -o a a")]
    [InlineData("head -n \"$N\" a", "head -n $N a")]
    [InlineData("uniq -f 1 a", "uniq -f 1 a b")]
    [InlineData("git diff --name-only | while read -r f; do echo \"$f\"; done", "while read -r f; do cat \"$f\"; done")]
    [InlineData("read -r x y", "read -r PATH")]
    [InlineData("read -r x", "read 'x[$(id)]'")]
    [InlineData("diff <(sort a) <(sort b)", "diff <(sort a) <(sort -o b b)")]
    [InlineData("set -eu; ls", "set")]
    [InlineData("export CI=1", "export")]
    [InlineData("find . -perm -u=x -newermt 2024-01-01 -newerat 2024-01-01", "find . -name -perm -delete")]
    [InlineData("find . -lname '*.so' -o -fstype ext4", "find . -files0-from x")]
    [InlineData("find --help", "find -help -delete")]
    [InlineData("sed -z -n '$p' a b", "sed -z -i '$d' a b")]
    [InlineData("sed 's/a/b/; s/c/d/g' a", "sed 's/[/]/;s/w b//' a")]
    [InlineData("ls | xargs dirname", "ls | xargs cat")]
    public void TheOneReadsAndTheOtherDoesMore(string reads, string more)
    {
        var bench = Decisions.Bench.Of();
        Assert.True(bench.Run(reads).Verdict == Verdict.Allow, bench.Run(reads).Reason);
        Assert.Equal(Verdict.Ask, bench.Run(more).Verdict);
    }

    [Theory]
    [InlineData("tag -l 'v1.*'", "tag -l x -d y")]
    [InlineData("tag -n5 --sort=-creatordate", "tag -n5 x")]
    [InlineData("tag --contains HEAD", "tag x HEAD")]
    [InlineData("branch --merged", "branch --merged -D x")]
    [InlineData("branch --no-merged -r", "branch --no-merged -m x y")]
    [InlineData("stash show -p stash@{0}", "stash show --output=x")]
    [InlineData("reflog -10", "reflog expire --all")]
    [InlineData("config user.name", "config user.name x")]
    [InlineData("config --global --list", "config --global user.name x")]
    [InlineData("config --show-origin --get user.name", "config --edit")]
    [InlineData("symbolic-ref --short HEAD", "symbolic-ref HEAD refs/heads/x")]
    [InlineData("symbolic-ref -q HEAD", "symbolic-ref -d HEAD")]
    [InlineData("fsck --full", "fsck --lost-found")]
    [InlineData("apply --check x.patch", "apply --check --apply x.patch")]
    [InlineData("apply --stat x.patch", "apply --stat ../x.patch")]
    [InlineData("notes show HEAD", "notes add -m x")]
    [InlineData("cherry -v main", "cherry-pick main")]
    [InlineData("diff-index --cached HEAD", "diff-index --output=x HEAD")]
    [InlineData("range-diff a..b a..c", "range-diff --ext-diff a..b a..c")]
    [InlineData("show-branch --all", "update-ref refs/heads/x HEAD")]
    [InlineData("var GIT_AUTHOR_IDENT", "replace a b")]
    [InlineData("bisect log", "bisect run make")]
    [InlineData("sparse-checkout list", "sparse-checkout set x")]
    [InlineData("-C . status", "-C .. status")]
    [InlineData("-C /home/me/work log --oneline", "-C /home/me/work push")]
    [InlineData("-C . log", "-C . -c core.pager=x log")]
    [InlineData("--help", "-c core.editor=x log")]
    public void SoOfGit(string reads, string more) => TheOneReadsAndTheOtherDoesMore("git " + reads, "git " + more);

    [Fact]
    public void WhatAsksIsNamedAndNotItsOption() => Assert.Equal("no rule allows xargs", Decisions.Bench.Of().Run("ls | xargs -I{} head {}").Reason);
}
