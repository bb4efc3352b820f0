namespace Pith.Tests.Permissions.Scripts;

/// <summary>Writes scripts from a grammar: mostly of what only reads, now and then of what does more.</summary>
internal sealed class ScriptWriter(Random random)
{
    private static readonly string[] Fields = ["textContent", "value", "id", "x", "children", "length", "name", "style", "className", "parentElement", "data", "t"];
    private static readonly string[] Calls = ["querySelector", "querySelectorAll", "map", "filter", "find", "forEach", "slice", "includes", "getAttribute", "split", "replace", "toString", "findIndex", "some", "sort", "push", "flatMap", "at"];
    private static readonly string[] Names = ["a", "b", "c", "k", "f", "g"];
    private static readonly string[] Signs = ["+", "-", "*", "/", "%", "===", "<", "&&", "||", "??", "&", "**"];

    private static readonly string[] Breaks = ["", "\n", "x\n", "\nx", " "], Counts = ["++", "--"];

    private static readonly string[] Hostile =
    [
        "E.constructor", "E['constructor']", "E[E]", "E[N]", "E[N-E]", "E[N++]", "(E.x=E)", "(N=E)", "(N+=E)", "fetch(E)", "E.click()", "N(E)", "E(E)", "E.map(N)", "E.map(E)", "E`x`", "delete E.id", "({fetch}=window)", "[E.id]=[E]", "E.call(E)", "E.replace(E,E)", "JSON.stringify(E,E)",
        "window.evilname", "evilname", "globalThis", "this", "E.value(E)", "N.push(E)", "E.sort()", "N.sort()", "N[N.length]", "N[N.length-1]", "new N(E)", "new Set(E).add(E)", "Array.from(E,E)", "Object.values(E)", "Object.keys(E)[N]", "E?.[E]", "E.__proto__", "({__proto__:E})", "E.x++", "N++", "--N", "[E][0](E)", "(E,E)(E)", "(E?E:E)(E)",
        "E.at.length", "''.sub.constructor('x')()", "[][[]+E]", "String.raw`x`", "E.classList.replace(E,E)", "E.classList.contains(E)", "location.replace(E)", "location.href", "[location]", "E.reduce(N)", "E.forEach(...E)", "({a(){}}).a()", "({get a(){return E}}).a", "({a:E}).a", "({map:N}).map(E)", "({findIndex:()=>E}).findIndex()",
        "JSON.stringify(E,(N,N)=>E)", "JSON.stringify(E,['cookie'])", "JSON.parse('{\"at\":1}',(N,N)=>E).at()", "({at:E}).at(E)", "({map:E}).map((N)=>E)", "({slice:N,...E}).slice()", "E.get(E)", "N/*\n*/++\nE.t", "N/*x\n*/--\nE.value", "(N/*\n*/++\nE.id)",
    ];

    /// <summary>A script that a browser would take for one expression.</summary>
    public string Script() => $"(()=>{{{string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Statement(2)))}return {Expression(3)}}})()";

    private string Statement(int deep) => random.Next(deep > 0 ? 15 : 9) switch
    {
        0 => $"const {Name()}={Expression(deep)};",
        1 => $"let {Name()}={Expression(deep)};",
        2 => $"const {Name()}=({Name()})=>{Expression(deep)};",
        3 => $"const {{{Of(Fields)}:{Name()}}}={Expression(deep)};",
        4 => $"{Name()}={Expression(deep)};",
        5 => $"const [{Name()},{Name()}]={Expression(deep)}\n",
        6 => $"{Expression(deep)}\n",
        7 => $"var {Name()}={Expression(deep)};",
        8 => $"function {Name()}({Name()}){{return {Expression(deep)}}}",
        9 => $"if({Expression(deep)}){{{Statement(deep - 1)}}}else{{{Statement(deep - 1)}}}",
        10 => $"for(const {Name()} of {Expression(deep)}){{{Statement(deep - 1)}}}",
        11 => $"for(let {Name()}=0;{Name()}<3;{Name()}++){{{Statement(deep - 1)}break}}",
        12 => $"try{{{Statement(deep - 1)}}}catch({Name()}){{{Statement(deep - 1)}}}",
        13 => $"{Name()}/*{Of(Breaks)}*/{Of(Counts)}{Of(Breaks)}{Expression(deep)};",
        _ => $"{{{Statement(deep - 1)}{Statement(deep - 1)}}}",
    };

    private string Expression(int deep) => random.Next(30) == 0 ? Filled(Of(Hostile), deep - 1) : deep <= 0 ? Leaf() : random.Next(17) switch
    {
        0 or 1 or 2 => Leaf(),
        3 or 4 => $"{Operand(deep)}{(random.Next(4) == 0 ? "?." : ".")}{Of(Fields)}",
        5 or 6 => $"{Operand(deep)}.{Of(Calls)}({Given(deep)})",
        7 => $"[...{Operand(deep)}].{Of(Calls)}({Given(deep)})",
        8 => $"[{Expression(deep - 1)},{Expression(deep - 1)}]",
        9 => $"({{{Name()}:{Expression(deep - 1)},{Of(Fields)}:{Expression(deep - 1)}}})",
        10 => $"(({Name()})=>{Expression(deep - 1)})({Expression(deep - 1)})",
        11 => $"({Expression(deep - 1)}{Of(Signs)}{Expression(deep - 1)})",
        12 => $"({Expression(deep - 1)}?{Expression(deep - 1)}:{Expression(deep - 1)})",
        13 => $"`x${{{Expression(deep - 1)}}}y`",
        14 => $"{Operand(deep)}[{(random.Next(3) == 0 ? Expression(deep - 1) : random.Next(3))}]",
        15 => $"/a[/]b/.test({Expression(deep - 1)})",
        _ => Filled(random.Next(4) switch { 0 => "getComputedStyle(E)", 1 => "Array.from(E,(N)=>E)", 2 => "Math.max(E,E)", _ => "JSON.stringify(E,null,1)" }, deep - 1),
    };

    private string Given(int deep) => random.Next(5) switch { 0 => $"({Name()})=>{Expression(deep - 1)}", 1 => $"{Name()}=>{{{Statement(0)}return {Expression(deep - 1)}}}", 2 => Name(), 3 => "", _ => Expression(deep - 1) };

    private string Operand(int deep) => random.Next(3) switch { 0 => "document", 1 => Name(), _ => $"({Expression(deep - 1)})" };

    private string Leaf() => random.Next(8) switch { 0 => "1", 1 => "'x'", 2 => "document", 3 => "null", 4 => "innerWidth", _ => Name() };

    private string Filled(string form, int deep) => string.Concat(form.Select((c, i) => c switch
    {
        'E' when i == 0 || !char.IsLetter(form[i - 1]) => Expression(deep),
        'N' when (i == 0 || !char.IsLetter(form[i - 1])) && (i + 1 == form.Length || !char.IsLetter(form[i + 1])) => Name(),
        _ => c.ToString(),
    }));

    private string Name() => Of(Names);

    private string Of(string[] words) => words[random.Next(words.Length)];
}
