using System.Collections.Frozen;
using System.Text;

namespace Pith.Compaction;

/// <summary>
/// Whether a sentence with the word "only" tells what to do, as "use only Y" and "only X may" do, or how things are, as "it only happens
/// on Tuesdays". In doubt it binds: a fact in the list costs a line, a rule that is missing is broken.
/// </summary>
internal static class Restriction
{
    /// <summary>The longest sentence that is looked at, in bytes.</summary>
    public const int Longest = 600;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>
        Rules = Words("may can should shall allowed permitted supposed want wants prefer need"),
        // What a clause of an order does not begin with, or has before the word: who does something, and that something is so.
        Subjects = Words("i he she it they we who which that this these those there the a an my your his her its our their some any all every each no one two three most many few"
            + " in on at of for from with by as if when where while because since although what why how yes ok okay alright well wait maybe perhaps actually currently apparently today"),
        Linking = Words("is are was were am been being has have had does did isn't aren't wasn't weren't hasn't haven't hadn't doesn't didn't seems seem means"),
        // What a thing or somebody does who only does that.
        Facts = Words("is are was were has have had got get gets know knew saw see sees found noticed happen happens happened occur occurs occurred work works worked fail fails failed"
            + " show shows showed appear appears appeared affect affects affected matter matters exist exists break breaks broke crash crashes crashed cover covers support supports contain contains"
            + " accept accepts return returns returned print prints printed take takes took last lasts lasted cost costs come comes came increment increments reload reloads"),
        Numbers = Words("two three four five six seven eight nine ten some few half partly"),
        Leading = Words("please then and but so or also just now - * •"),
        Orders = Words("use make ensure keep touch change edit modify run write return reply answer respond show add let commit stage read include test fix work look consider allow translate do give take set");

    /// <summary>Whether one of its "only"s binds.</summary>
    public static bool Binds(ReadOnlySpan<byte> sentence)
    {
        Span<char> text = stackalloc char[Longest];
        text = text[..Encoding.UTF8.GetChars(sentence, text)];
        for (var i = 0; i < text.Length; i++)
            text[i] = text[i] == '’' ? '\'' : char.ToLowerInvariant(text[i]);
        Span<Range> words = stackalloc Range[Longest / 2 + 1];
        words = words[..Split(text, words)];
        var clause = 0;
        for (var at = 0; at < words.Length; at++)
        {
            if (at > 0 && text[words[at - 1].End..words[at].Start].ContainsAny(",;:(—"))
                clause = at;
            if (text[words[at]] is "only" && Binds(text, words, clause, at))
                return true;
        }

        return false;
    }

    private static bool Binds(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, int clause, int at)
    {
        var before = at > clause ? text[words[at - 1]] : "";
        var after = at + 1 < words.Length ? text[words[at + 1]] : "";
        if (before is "not" or "the" || Facts.Contains(after))
            return false;
        if (text.TrimEnd().EndsWith('?')) // "could you only touch X?" is an order, "is there only one?" is none
            return at is 2 or 3 && text[words[0]] is ("can" or "could" or "would" or "will") && text[words[1]] is "you";
        if (IsRule(text, words))
            return true;
        while (clause < at && Leading.Contains(text[words[clause]]))
            clause++;
        if (clause == at)
            return !Numbers.Contains(after) && (after.IsEmpty || !char.IsAsciiDigit(after[0]));
        var first = text[words[clause]];
        if (Orders.Contains(first)) // "make sure it is only called once"
            return true;
        if (Linking.Contains(before) || IsContraction(before))
            return after is "to";
        if (before is "i" or "we" or "he" or "she" or "it" or "they" or "who" or "which" or "this" or "there")
            return false;
        return first is "you" || !IsSaid(text, words[clause..at]) && (IsOrder(first) || after.IsEmpty);
    }

    /// <summary>Whether it says what may be or what somebody wants. That of the speaker's own ability is none: "I can only see".</summary>
    private static bool IsRule(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (Rules.Contains(text[words[i]]) && !(text[words[i]] is ("can" or "may") && i > 0 && text[words[i - 1]] is ("i" or "it" or "they")))
                return true;
        return false;
    }

    private static bool IsOrder(ReadOnlySpan<char> word) =>
        !Subjects.Contains(word) && !word.EndsWith('s') && !word.EndsWith("ing") && !word.EndsWith("ed") && !word.EndsWith("ly") && !IsContraction(word);

    private static bool IsSaid(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        foreach (var word in words)
            if (Linking.Contains(text[word]) || IsContraction(text[word]))
                return true;
        return false;
    }

    private static bool IsContraction(ReadOnlySpan<char> word) => word.EndsWith("'s") || word.EndsWith("'re") || word.EndsWith("'m") || word.EndsWith("'ve");

    // A word has what names have in it, so that "read-only", "only_x" and "it.only" are other words.
    private static int Split(ReadOnlySpan<char> text, Span<Range> words)
    {
        var (count, start) = (0, -1);
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '-' or '_' or '/' || text[i] is '.' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]));
            if (isWord && start < 0)
                start = i;
            else if (!isWord && start >= 0)
                (words[count++], start) = (start..i, -1);
        }

        return count;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string list) =>
        list.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
