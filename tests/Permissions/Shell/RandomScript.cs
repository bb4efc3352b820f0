using System.Text;

namespace Pith.Tests.Permissions.Shell;

/// <summary>
/// Random scripts of every construct the parser knows. Programs are p0 … p9, which exist nowhere, and q3 … q7, which stand in values only; files f0 … f3, folders d0 and d1;
/// loops end by themselves. So a shell without PATH may run what comes out, damaged or not.
/// </summary>
internal sealed class RandomScript(Random random, int most)
{
    private readonly StringBuilder tail = new();
    private int depth;
    private int commands;

    /// <param name="random">Chance.</param>
    /// <param name="most">After so many simple commands nothing is nested any more: a script is then a few hundred characters long.</param>
    public static string Of(Random random, int most = int.MaxValue) => new RandomScript(random, most).Script();

    private string Script() => List() + Documents();

    private T One<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private bool Chance(int percent) => random.Next(100) < percent;

    private string List()
    {
        var parts = new StringBuilder(AndOr());
        for (var more = random.Next(3); more > 0; more--)
            parts.Append(One("; ", "\n", " & ", ";", "\n\n  # comment ' $(\n")).Append(AndOr());
        return parts.ToString();
    }

    private string AndOr()
    {
        var line = Pipeline();
        while (Chance(30))
            line += One(" && ", " || ", "&&", "||\n", " &&  # and\n") + Pipeline();
        return line;
    }

    private string Pipeline()
    {
        var line = (Chance(8) ? "! " : "") + (depth == 0 && Chance(3) ? "time " : "") + Command();
        while (Chance(15))
            line += One(" | ", "|", " |& ", "|\n") + Command();
        return line;
    }

    private string Command()
    {
        if (depth > 3 || commands > most || Chance(60))
            return Simple();
        depth++;
        var line = random.Next(13) switch
        {
            0 => $"( {List()}\n)",
            1 => $"{{ {List()}\n}}",
            2 => $"if {List()}\nthen {List()}\n{(Chance(30) ? $"elif {List()}\nthen {List()}\n" : "")}{(Chance(50) ? $"else {List()}\n" : "")}fi",
            3 => $"while {List()}\ndo {List()}\nbreak; done",
            4 => $"until {List()}\ndo {List()}\nbreak; done",
            5 => $"for x in {Word()} {Word()}; do {List()}\ndone",
            6 => $"for ((i = 0; i < 2; i++)); do {List()}\ndone",
            7 => $"case {Word()} in a|b) {List()}\n;; (*) {List()}\n;& z) {List()}\nesac",
            8 => $"f() {{ {List()}\n}}\nf",
            9 => $"[[ {Word()} {One("==", "!=", "=~", "<")} a{Word()} && -n {Word()} ]] && {List()}",
            10 => $"(( {One("1", "0")} + 1 )) && {List()}",
            11 => $"{{ {List()}\n}} > f{random.Next(4)}",
            _ => $"cd {One("d0", "d1", "..", "'d0'", "./d1", "d0\"\"")} && {List()}",
        };
        depth--;
        return line;
    }

    private string Simple()
    {
        commands++;
        if (Chance(6))
            return Hidden();
        var line = new StringBuilder();
        if (Chance(10))
            line.Append(One("x=1 ", "x='a b' ", "y=$x ", $"z={Word()} ", "a=(1 2) ", "x+=3 "));
        line.Append(Name());
        for (var more = random.Next(4); more > 0; more--)
            line.Append(One(" ", " ", "\t", " \\\n")).Append(Word());
        if (Chance(15))
            line.Append(One(" > f0", " 2>&1", " < f1", " >> f2", " &> f3", " >| f0", $" <<< {Word()}", " 2>f1 >&2", " <>f1"));
        if (Chance(8))
            line.Append(' ').Append(Document());
        return line.ToString();
    }

    /// <summary>A program that stands in a value, and a place that may evaluate it though none looks like one.</summary>
    private string Hidden()
    {
        var quoted = One("'a[$(q3)]'", "$'a[$(q5)]'", "\"a[\\$(q6)]\"", "'a[`q7`]'");
        // Bash 5.2 takes no escaped parenthesis in an array within a substitution.
        var value = Chance(20) ? "a\\[\\$\\(q4\\)\\]" : quoted;
        var name = One("RANDOM", "OPTIND", "SRANDOM", "HISTCMD", "SECONDS", "x", "xy", "COLUMNS");
        return random.Next(12) switch
        {
            0 => $"{name}={value}",
            1 => $"{name}{One("+=", "[0]=", "[_]=", "[x]=")}{value}",
            2 => $"{name}=({quoted} [x]={quoted})",
            3 => $": {value}; {Evaluation("_")}",
            4 => $"[[ {value} =~ .* ]]; {Evaluation("BASH_REMATCH")}",
            5 => Test(One("\"${q:--v}\"", "\"$(echo -v)\"", "\"$v\"-v", "-\"${q:-v}\""), value),
            6 => $"v={One("-v", "-R", "-n")}; test \"$v\" {value}",
            7 => $"xy={value}; q=; b2={value}; {Evaluation(One("x\\\ny", "x${q}y", "b$((2))", "b\"2\"", "x$q\\\ny"))}",
            8 => $"x={value}; {Evaluation(One("x", "$x", "${#+x}", "${#/0/x}", "${q:-x}", "${#x}"))}",
            9 => $"for {name} in 1 {value}; do {Evaluation(name)}; done",
            10 => $": ${{{name}:={value}}}; {Evaluation(name)}",
            _ => $"printf -v {name} {value}; {Evaluation(name)}",
        };
    }

    private string Test(string option, string value) => One($"test {option} {value}", $"[ {option} {value} ]", $"test ! {option} {value}", $"test a -a {option} {value}");

    /// <summary>A place where an expression stands.</summary>
    private string Evaluation(string expression) =>
        One($"(( {expression} ))", $"p1 $(({expression}))", $"p1 ${{x[{expression}]}}", $"y=abc; p1 ${{y:{expression}}}", $"y[{expression}]=1", $"y=([{expression}]=1)", $"[[ {expression} -eq 1 ]]", $"p1 $[{expression}]");

    private string Name()
    {
        var name = $"p{random.Next(10)}";
        return random.Next(12) switch { 0 => $"'{name}'", 1 => $"p\\\n{name[1..]}", 2 => $"\"{name}\"", 3 => $"\\{name}", 4 => $"{name[..1]}'{name[1..]}'", 5 => $"$'\\x70'{name[1..]}", _ => name };
    }

    private string Word()
    {
        depth++;
        var word = random.Next(depth > 4 || commands > most ? 10 : 22) switch
        {
            0 => "a",
            1 => "-b",
            2 => "'c $(p0) \\'",
            3 => "\"d \\\" \\$(p1) '\"",
            4 => "e\\ \\'f",
            5 => "$x",
            6 => "${x:-g}",
            7 => "{h,i}",
            8 => "*",
            9 => "$'\\t\\'k'",
            10 => $"$( {List()}\n)",
            11 => $"\"$( {List()}\n)\"",
            12 => $"`p{random.Next(10)} a`",
            13 => $"\"l `p{random.Next(10)} \\`p1\\`` m\"",
            14 => $"${{x:-{Plain()}}}",
            15 => $"\"${{y:+$(p2)}}${{x}}\"",
            16 => "$((1 + 2 * (3)))",
            17 => $"<( {List()}\n)",
            18 => $"${{x#{Plain()}}}",
            19 => $"n{Word()}",
            20 => "$((x + 1))",
            _ => $"a=~/b#c",
        };
        depth--;
        return word;
    }

    private string Plain() => One("g", "$x", "'c d'", "\"e $(p8)\"", "`p9`", "\\}", "${y:=h}", "*", "<", "a > b", "<\"e '$(p8)\"')} # '", ";#'d'", "g|&)", ">'\"'");

    /// <summary>Only the outermost level has documents: bodies come at the end of the whole script's line.</summary>
    private string Document()
    {
        if (depth > 0 || tail.Length > 0)
            return "";
        depth = 4;
        tail.Append(Chance(50) ? $"\ntext $(p3 {Word()}) `p4`\n\\$(p5) \" '\nEND\n" : "\n$(p6\nEND\n");
        depth = 0;
        return tail[1] == 't' ? "<<END" : One("<<'END'", "<<\\END", "<<\"END\"");
    }

    private string Documents() => tail.ToString();
}
