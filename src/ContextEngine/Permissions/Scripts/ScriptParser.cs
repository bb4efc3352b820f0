namespace Pith.Permissions.Scripts;

/// <summary>
/// Reads a script by recursive descent, as the language's own grammar has it, and refuses what is not in the part of it that can only read. A refusal
/// moves it to the end, so every loop stops. Partials: statements, bindings, expressions, members, primaries.
/// </summary>
internal sealed partial class ScriptParser
{
    private const int DeepestNesting = 60, LongestName = 40;

    /// <summary>Pieces that are read, some of them twice; what is never reached without going back again and again.</summary>
    private const int MostPieces = 10_000;

    private readonly string text;
    private readonly ScriptScope scope;
    private ScriptToken token;
    private int pieces;
    private int depth;
    private int functions;
    private bool refused;

    /// <summary>Where the block begins, and whether what is bound is bound from there on.</summary>
    private int block;
    private bool declares;

    /// <summary>Both bind in the whole function, wherever they stand, so that one name could be either.</summary>
    private bool hasVar, hasFunction;

    private ScriptReliance relied;
    private readonly ScriptMethods methods = new();

    /// <summary>Up to where comments were counted; a page can read those of functions.</summary>
    private int counted;

    private ScriptParser(string text)
    {
        this.text = text;
        scope = new ScriptScope(text);
        Advance();
    }

    /// <summary>Whether a whole script only reads.</summary>
    public static bool OnlyReads(string text)
    {
        var parser = new ScriptParser(text);
        while (parser.token.Kind != ScriptTokenKind.End && !parser.refused)
            parser.Statement(inList: true);
        return !parser.refused && parser.methods.Relied is { } also && ((parser.relied | also) & parser.scope.Changed) == 0 && !(parser.hasVar && parser.hasFunction);
    }

    private void Advance()
    {
        var from = token.End;
        token = ++pieces > MostPieces ? new ScriptToken(ScriptTokenKind.Unknown, text.Length, text.Length, false) : ScriptScanner.From(text, token.End);
        if (token.Kind == ScriptTokenKind.Unknown)
            Refuse();
        else if (token.Start > counted)
        {
            if (text.AsSpan(from, token.Start - from).Trim().Length > 0)
                Literal(from, token.Start);
            counted = Math.Max(counted, token.Start);
        }
    }

    private ScriptToken Ahead() => ScriptScanner.From(text, token.End);

    private void Refuse()
    {
        refused = true;
        token = new ScriptToken(ScriptTokenKind.End, text.Length, text.Length, false);
    }

    private void RefuseUnless(bool holds)
    {
        if (!holds)
            Refuse();
    }

    private bool Is(string word) => Is(token, word);

    /// <summary>Whether a piece is a sign or a word; never a text in quotes, which has its quotes.</summary>
    private bool Is(ScriptToken piece, string word) => piece.Kind != ScriptTokenKind.End && text.AsSpan(piece.Start, piece.End - piece.Start).SequenceEqual(word);

    private bool Take(string word)
    {
        if (!Is(word))
            return false;
        Advance();
        return true;
    }

    private void Expect(string word) => RefuseUnless(Take(word));

    private string TextOf(ScriptToken piece) => text[piece.Start..piece.End];

    private bool IsFree(ScriptToken piece) => piece.Kind == ScriptTokenKind.Name && !ScriptNames.Reserved.Contains(TextOf(piece));

    private void Bind(ScriptToken name, ScriptKind? kind = ScriptKind.Any)
    {
        RefuseUnless(IsFree(name) && name.End - name.Start <= LongestName && !scope.IsFull && !ScriptNames.Globals.Contains(TextOf(name)) && !(declares && scope.WasUsed(name, block)));
        if (!refused)
            scope.Bind(name, kind);
    }

    /// <summary>One level deeper, where that is not too deep.</summary>
    private bool Enter()
    {
        RefuseUnless(++depth <= DeepestNesting);
        return !refused;
    }
}
