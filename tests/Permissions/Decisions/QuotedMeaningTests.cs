using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>Words that look harmless once their quotes are gone, or before their braces are expanded.</summary>
public sealed class QuotedMeaningTests
{
    private static void IsAsked(string command, string allow = "")
    {
        var decision = Bench.Of(allow).Run(command);
        Assert.True(decision.Verdict != Verdict.Allow, decision.Reason);
        Assert.Equal(Verdict.Deny, Bench.Of(allow, mode: PermissionMode.DontAsk).Run(command).Verdict);
        Assert.NotEqual(Verdict.Allow, Bench.Of(allow, mode: PermissionMode.Plan).Run(command).Verdict);
    }

    [Theory]
    [InlineData("date '010100002030'")]
    [InlineData("date \"010100002030\"")]
    [InlineData("date \\0101000020")]
    [InlineData("date $'010100002030'")]
    [InlineData("date -- '010100002030'")]
    [InlineData("date -- -010100002030")]
    [InlineData("date -u \"010100002030\"")]
    [InlineData("date +%s '0101'")]
    [InlineData("date -d now '0101'")]
    [InlineData("date -I '0101'")]
    [InlineData("date -ud now 0101")]
    [InlineData("date --date now \"0101\"")]
    [InlineData("date \"$x\"")]
    [InlineData("date +$x")]
    [InlineData("x=(%s 0101); date \"+${x[@]}\"")]
    [InlineData("date 0101''")]
    public void AnOperandOfDateSetsTheClock(string command) => IsAsked(command);

    [Theory]
    [InlineData("date")]
    [InlineData("date +%F; date '+%Y-%m-%d %H'; date -u +%s; date -- +%s")]
    [InlineData("date -d yesterday +%F; date -d 'last monday'; date --date=now; date --date 'a b' +%s; date -ud now; date -r x; date -I; date -R")]
    [InlineData("printf 'a%%n %s %d %5.2f\\n' x 1 2; printf '%s' '%n' PATH; printf \"$x\\n\" || true; printf \"a$x\"; printf \"a$x\" b")]
    [InlineData("strings a.bin; size a.o; hexdump -C a.bin; strings -n 8 a@b")]
    [InlineData("cat {a,b}.txt; cat src/{a,b/c}/x.cs; ls a{,b}; cat x{1..3}; cat a{1,2}/*.cs; cat a.{b,c}; ls .[a-z]*; ls .??*; cat {x}; echo {a,..}")]
    [InlineData("echo *; for f in *.cs src/*; do echo \"$f\"; done; x=(*.cs); echo done?")]
    [InlineData("ls > /dev/null; cat < <(ls); ls > >(cat)")]
    [InlineData("ls & wait; wait -n; wait $!")]
    [InlineData("LC_ALL=C sort x; LANG=de_DE.UTF-8 ls; export LANG=C.UTF-8 TZ=Europe/Berlin; LC_ALL=; ls")]
    public void WhatOnlyReadsPasses(string command)
    {
        // A format that is only known when it runs is an option too, as far as the text tells.
        var decision = Bench.Of("Bash(printf *);Bash(wait *)").Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, decision.Reason);
    }

    [Theory]
    [InlineData("printf 'abc%n' PATH; ls")]
    [InlineData("printf 'abc%-5n' PATH; ls")]
    [InlineData("printf 'abc%ln' PATH; ls")]
    [InlineData("printf 'xyz'%'n' PATH; ls")]
    [InlineData("printf '%s%*.3hhn' a 1 PATH; ls")]
    [InlineData("printf -- '%n' PATH; ls")]
    [InlineData("builtin printf '%n' PATH; ls")]
    [InlineData("command printf '%n' PATH; ls")]
    [InlineData("x=%n; printf \"a$x\" PATH; ls")]
    [InlineData("x=%n; y=PATH; printf \"a$x\" \"$y\"; ls")]
    [InlineData("printf \"a$(echo %n)\" PATH; ls")]
    [InlineData("printf a* PATH; ls")]
    [InlineData("x=(n%n PATH); printf \"a${x[@]}\"; ls")]
    [InlineData("sleep 0 & wait -n -pPATH; ls")]
    [InlineData("sleep 0 & wait -npPATH; ls")]
    [InlineData("sleep 0 & wait -n -p PATH; ls")]
    public void ANumberOfLettersIsWrittenToAVariable(string command)
    {
        IsAsked(command);
        IsAsked(command, "Bash(printf *);Bash(wait *)");
    }

    [Theory]
    [InlineData("x=b2; echo hi > '<('$x")]
    [InlineData("x=b2; echo hi > '>('$x")]
    [InlineData("echo hi > \"<($x\"")]
    [InlineData("echo hi > \\<\\($x")]
    [InlineData("echo hi > \"<($(echo b2)\"")]
    [InlineData("echo hi >> '<('$x")]
    [InlineData("echo hi >| \">($x\"")]
    [InlineData("echo hi > ''<(ls)")]
    [InlineData("echo hi > <(ls)b")]
    [InlineData("echo hi &> '<('$x")]
    [InlineData("cat < '<('$x")]
    public void AFileMayBeNamedLikeASubstitution(string command)
    {
        IsAsked(command);
        Assert.NotEqual(Verdict.Allow, Bench.Of(allow: "Bash", deny: "Bash(rm *)").Run(command).Verdict);
    }

    [Theory]
    [InlineData("TEXTDOMAIN=x; ls")]
    [InlineData("TEXTDOMAINDIR=$PWD; ls")]
    [InlineData("TEXTDOMAIN=x ls")]
    [InlineData("export TEXTDOMAIN=x")]
    [InlineData("for TEXTDOMAINDIR in .; do ls; done")]
    [InlineData("LANGUAGE=../../../home/me/work ls")]
    [InlineData("LANGUAGE=../../../home/me/work; ls")]
    [InlineData("LC_ALL=\"$x\" ls")]
    [InlineData("export LANGUAGE=../../../home/me/work")]
    [InlineData("for LANGUAGE in ../../../home/me/work; do ls; done")]
    public void WhatTranslatesIsNotSetUnasked(string command) => IsAsked(command);

    [Theory]
    [InlineData("cat .{.,}/secret")]
    [InlineData("cat {a,..}/secret")]
    [InlineData("cat {.,.}{.,.}/secret")]
    [InlineData("cat {3,b}/{..,b}/{..,b}/secret")]
    [InlineData("cat {x,~/hs}")]
    [InlineData("cat ~/{x,y}")]
    [InlineData("head .{.,x}/.{.,x}/etc/hostname")]
    [InlineData("ls .{.,x}")]
    [InlineData("cat {,x}/etc/hostname")]
    [InlineData("cat {x,}{/etc,y}/hostname")]
    [InlineData("cat x{,/../..}/secret")]
    [InlineData("cat {a,{b,..}}/secret")]
    [InlineData("cat \"a\"{,/..}/../secret")]
    [InlineData("cat .*/secret")]
    [InlineData("cat .?/secret")]
    [InlineData("cat .[.]/secret")]
    [InlineData("ls .*")]
    [InlineData("cat {a..b}/../../secret")]
    [InlineData("cat {+../}/secret")]
    [InlineData("sort --files={a,..}/x")]
    [InlineData("cd {a,..}; cat secret")]
    public void BracesAndPatternsLeadOut(string command) => IsAsked(command);

    [Theory]
    [InlineData("strings @/etc/hostname")]
    [InlineData("size @/etc/hostname")]
    [InlineData("strings -n @/etc/hostname")]
    [InlineData("strings {@,x}/etc/hostname")]
    [InlineData("strings *")]
    [InlineData("hexdump -f/etc/hostname a")]
    [InlineData("hexdump -Cf /etc/hostname a")]
    [InlineData("hexdump --format-file=/etc/hostname a")]
    [InlineData("hexdump --format /etc/hostname a")]
    public void AFileOfOptionsIsReadToo(string command) => IsAsked(command);

    [Theory]
    [InlineData("printf '%s\\n' /home/*/.ssh/*")]
    [InlineData("echo ~/.ssh/*")]
    [InlineData("echo /etc/*")]
    [InlineData("echo ../*")]
    [InlineData("echo {.,..}/*")]
    [InlineData("echo $x/*")]
    [InlineData("for f in /etc/*; do echo $f; done")]
    [InlineData("select f in ~/.ssh/*; do echo $f; done")]
    [InlineData("x=(/etc/*); echo \"${x[@]}\"")]
    [InlineData("declare -a x=(../*)")]
    [InlineData("basename -a /etc/*")]
    public void NamesOutsideAreNotTold(string command) => IsAsked(command);

    [Theory]
    [InlineData("x=(D --output=y); git log \"HEA${x[@]}\"")]
    public void AQuotedListIsSeveralWords(string command) => IsAsked(command);

    [Theory]
    [InlineData("cat {x,y}")]
    [InlineData("cat .{.,x}/work/x")]
    [InlineData("strings @x")]
    [InlineData("hexdump -fx a")]
    public void ADeniedFileStaysDenied(string command) =>
        Assert.NotEqual(Verdict.Allow, Bench.Of(allow: "Bash(hexdump a)", deny: "Read(./x)").Run(command).Verdict);

    [Theory]
    [InlineData("n=x; echo hi > '<('$n")]
    [InlineData("echo hi > '<('{x,y}")]
    public void ADeniedEditStaysDenied(string command) =>
        Assert.NotEqual(Verdict.Allow, Bench.Of(allow: "Bash(echo *)", deny: "Edit(./*)").Run(command).Verdict);
}
