using Pith.Permissions.Shell;

namespace Pith.Tests.Permissions.Shell;

/// <summary>What is read out of command lines, case by case: a bar between words, a comma between commands.</summary>
public sealed class ShellReadingTests
{
    [Theory]
    [InlineData("ls -la", "ls|-la")]
    [InlineData("  ls\t-la  # list", "ls|-la")]
    [InlineData("a && b || c; d & e", "a,b,c,d,e")]
    [InlineData("a | b |& c", "a,b,c")]
    [InlineData("a\nb\n\nc", "a,b,c")]
    [InlineData("! a; time -p b; time -- c", "a,b,c")]
    [InlineData("echo 'a b' \"c d\" e\\ f", "echo|a b|c d|e f")]
    [InlineData("echo $'a\\tb\\'' \"q\\\"r\"", "echo|a\tb'|q\"r")]
    [InlineData("r\\\nm -rf x", "rm|-rf|x")]
    [InlineData("'r'\"m\" x", "rm|x")]
    [InlineData("echo $(id) \"$(who am)\"", "id,who|am,echo|$(id)|$(who am)")]
    [InlineData("echo `id` \"`who \\`am\\``\"", "id,am,who|`am`,echo|`id`|`who \\`am\\``")]
    [InlineData("diff <(a) >(b)", "a,b,diff|<(a)|>(b)")]
    [InlineData("echo ${x:-$(id)} \"${y:=`who`}\"", "id,who,echo|${x:-$(id)}|${y:=`who`}")]
    [InlineData("echo ${x:-<\"echo '$(a)\"')} # '}", "a,echo|${x:-<\"echo '$(a)\"')} # '}")]
    [InlineData("echo ${x:-a > b} ${y#<} ${z:+\">(\"}", "echo|${x:-a > b}|${y#<}|${z:+\">(\"}")]
    [InlineData("if a; then b; elif c; then d; else e; fi", "a,b,c,d,e")]
    [InlineData("while a; do b; done; until c; do d; done", "a,b,c,d")]
    [InlineData("for x in $(a) b; do c $x; done", "a,c|$x")]
    [InlineData("for ((i=0; i<3; i++)); do a; done", "a")]
    [InlineData("select x in a b; do c; done", "c")]
    [InlineData("case $(a) in b|c) d;; (e) f;& *) g;; esac", "a,d,f,g")]
    [InlineData("(a; b) && { c; d; }", "a,b,c,d")]
    [InlineData("f() { a; }; function g { b; }; function h() ( c )", "a,b,c")]
    [InlineData("coproc a b; coproc NAME { c; }", "a|b,c")]
    [InlineData("[[ -f $(a) && ( x == y* || ! z =~ ^(b|c)$ ) ]] && d", "a,d")]
    [InlineData("(( x = 1 + 2 )) && a", "a")]
    [InlineData("echo $(( $(a) + 1 )) $[ 2 + `b` ]", "a,b,echo|$(( $(a) + 1 ))|$[ 2 + `b` ]")]
    [InlineData("x=1 y=$(a) b", "a,b")]
    [InlineData("x=(1 $(a) [2]=b) c", "a,c")]
    [InlineData("declare -a x=(a $(b))", "b,declare|-a")]
    [InlineData("x=([1]= [2]=$(a) b [3]=) c", "a,c")]
    [InlineData("cat <<EOF\n$(a)\n`b`\n\\$(c)\nEOF\nd", "cat,a,b,d")]
    [InlineData("cat <<'EOF'\n$(a)\nEOF\nd", "cat,d")]
    [InlineData("cat <<-EOF | b\n\t$(a)\n\tEOF\nd", "cat,b,a,d")]
    [InlineData("cat <<A <<B\n$(a)\nA\n$(b)\nB\nc", "cat,a,b,c")]
    [InlineData("cat <<< \"$(a)\" <<<b", "a,cat")]
    [InlineData("a > x 2>&1 < y >> z &> w", "a")]
    [InlineData("> x", "")]
    [InlineData("{ a; } > x", "a")]
    [InlineData("a#b c", "a#b|c")]
    [InlineData("echo {a,b}{1..3}", "echo|{a,b}{1..3}")]
    [InlineData("echo if then fi", "echo|if|then|fi")]
    [InlineData("\"if\" a", "if|a")]
    [InlineData("", "")]
    [InlineData("# nothing", "")]
    public void CommandsAreFound(string line, string expected)
    {
        var reading = ShellReading.Of(line);
        Assert.Null(reading.Refusal);
        Assert.Equal(expected, string.Join(',', reading.Commands.Select(c => string.Join('|', c.Words.Select(w => w.Text)))).Trim(','), ignoreCase: false);
    }

    [Theory]
    [InlineData("echo 'a", 5)]
    [InlineData("echo \"a", 5)]
    [InlineData("echo `a", 5)]
    [InlineData("echo $(a", 8)]
    [InlineData("if a; then b", 0)]
    [InlineData("a &&", 4)]
    [InlineData("a | | b", 4)]
    [InlineData("a ;; b", 2)]
    [InlineData("( )", 2)]
    [InlineData("a )", 2)]
    [InlineData("a (b)", 3)]
    [InlineData("echo ${x@P}", 5)]
    [InlineData("echo ${ a; }", 5)]
    [InlineData("echo $((a) | (b))", 5)]
    [InlineData("((a) ; (b))", 0)]
    [InlineData("echo $\\\n(a)", 5)]
    [InlineData("\"${x:-'a}'}\"", 6)]
    [InlineData("$(cat <<A)\na\nA", 8)]
    [InlineData("i\\\nf a", 0)]
    [InlineData("a\0b", 1)]
    [InlineData("a >", 3)]
    [InlineData("echo @(a|b)", 6)]
    public void WhatIsBrokenOrReadInTwoWaysIsRefusedWithItsPlace(string line, int place)
    {
        var refusal = ShellReading.Of(line).Refusal;
        Assert.NotNull(refusal);
        Assert.Equal(place, refusal.At);
    }

    [Theory]
    [InlineData("cd a && x", "/w/a")]
    [InlineData("cd a; x", "/w/a /w")]
    [InlineData("cd a || x", "/w")]
    [InlineData("cd /t/../u && x", "/u")]
    [InlineData("cd ../.. && x", "/")]
    [InlineData("(cd a); x", "/w")]
    [InlineData("(cd a && x)", "/w/a")]
    [InlineData("cd a | y; x", "/w")]
    [InlineData("cd ~ && x", "/home/me")]
    [InlineData("cd && x", "/home/me")]
    [InlineData("cd ~/b && x", "/home/me/b")]
    [InlineData("cd a & x", "/w")]
    [InlineData("if cd a; then x; fi", "/w/a /w")]
    [InlineData("cd $y && x", "?")]
    [InlineData("cd - && x", "?")]
    [InlineData("popd; x", "?")]
    [InlineData("eval y; x", "?")]
    [InlineData("command cd a; x", "?")]
    [InlineData("for i in 1 2; do x; cd ..; done", "?")]
    [InlineData("f() { cd a; }; f; x", "?")]
    [InlineData("$y; x", "?")]
    [InlineData("echo $(cd a && x)", "/w/a")]
    [InlineData("! cd a && x", "/w")]
    [InlineData("cd a && cd b && x", "/w/a/b")]
    public void TheFolderIsFollowed(string line, string expected)
    {
        var reading = ShellReading.Of(line, "/w", "/home/me");
        var command = Assert.Single(reading.Commands, c => c.Name == "x");
        var found = command.Folders.IsKnown ? string.Join(' ', command.Folders.Paths.ToArray()) : "?";
        Assert.Equal(string.Join(' ', expected.Split(' ').Order()), string.Join(' ', found.Split(' ').Order()));
    }

    [Theory]
    [InlineData("x=3; echo $((x + 1))", false)]
    [InlineData("echo $((x + 1))", false)]
    [InlineData("for i in 1 2; do ((s += i)); done", false)]
    [InlineData("x='a[$(id)]'; echo $((x))", true)]
    [InlineData("echo $((x)); x=$(cat f)", true)]
    [InlineData("echo $(( $1 ))", true)]
    [InlineData("x='a[$(id)]'; [[ $x -eq 1 ]]", true)]
    [InlineData("read x; echo ${a[x]}", true)]
    [InlineData("x='a[$(id)]'; echo ${y:x}", true)]
    [InlineData("x='a[$(id)]'; echo ${!x}", true)]
    [InlineData("declare -i x='a[$(id)]'", true)]
    [InlineData("let x", true)]
    [InlineData("test -v 'a[$(id)]'", true)]
    [InlineData("printf -v 'a[$(id)]' x", true)]
    [InlineData("unset 'a[$(id)]'", true)]
    [InlineData("[[ $# -eq 1 && ${#x} -gt 2 ]]", false)]
    public void ValuesThatAreEvaluatedAreNoted(string line, bool noted)
    {
        var reading = ShellReading.Of(line);
        Assert.Null(reading.Refusal);
        Assert.Equal(noted, reading.Evaluations.Count > 0);
    }

    /// <summary>Each of these was read for ever: nothing in them moved on.</summary>
    [Theory]
    [InlineData("for i in a )(; do b; done")]
    [InlineData("for i in &(; do b; done")]
    [InlineData("a=([x]=;)")]
    [InlineData("a=(=;)")]
    [InlineData("a=(b= & c)")]
    public async Task WhatNothingFollowsIsRefused(string line) =>
        Assert.NotNull((await Task.Run(() => ShellReading.Of(line)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Refusal);

    [Fact]
    public void NestingIsBoundedWithoutOverflow()
    {
        foreach (var open in (string[])["$(", "`", "(", "{ ", "${x:-", "\"$(", "$((", "<(", "if ", "a=(", "[[ ( ", "$[a[", "! ", "time "])
            _ = ShellReading.Of(string.Concat(Enumerable.Repeat(open, 100_000)));
    }
}
