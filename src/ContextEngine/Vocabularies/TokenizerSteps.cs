using System.Text.Json;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>
/// Reads what a <c>tokenizer.json</c> does to a text before it merges: the <c>normalizer</c> and the <c>pre_tokenizer</c>.
/// Only what is known to the letter is taken; any other step is refused by its name.
/// </summary>
internal sealed class TokenizerSteps(VocabularySource source)
{
    private const string Mark = "\u2581";

    /// <summary>The steps of a byte-level tokenizer or of one made of characters.</summary>
    /// <param name="normalizer">The normalizer, or null.</param>
    /// <param name="preTokenizer">The pre-tokenizer, or null.</param>
    /// <param name="isByteLevel">Whether text becomes bytes.</param>
    public TextRecipe Read(JsonElement? normalizer, JsonElement? preTokenizer, out bool isByteLevel)
    {
        var recipe = default(TextRecipe);
        foreach (var step in Flat(normalizer, "normalizer", "normalizers"))
            recipe = Normalize(recipe, step);
        var steps = Flat(preTokenizer, "pre_tokenizer", "pretokenizers");
        isByteLevel = steps.Count > 0 && Type(steps[^1]) == "ByteLevel";
        recipe = isByteLevel ? Split(recipe, steps) : Whole(recipe, steps);
        if (isByteLevel && (recipe.MarksSpaces || recipe.Prefix is TextPrefix.Mark))
            throw NormalizerRefusal("Replace", "in front of ByteLevel");
        if (!isByteLevel && recipe.Composes)
            throw NormalizerRefusal("NFC", "without ByteLevel");
        return recipe;
    }

    private TextRecipe Normalize(TextRecipe recipe, JsonElement step)
    {
        switch (Type(step))
        {
            case "NFC":
                return recipe with { Composes = true };
            case "Replace" when step.TryGetProperty("pattern", out var pattern) && Is(pattern, "String", " ") && Is(step, "content", Mark):
                return recipe with { MarksSpaces = true };
            case "Prepend" when Is(step, "prepend", Mark):
                return recipe with { Prefix = TextPrefix.Mark };
            case var type:
                throw NormalizerRefusal(type, "");
        }
    }

    /// <summary>Text that is not split, as SentencePiece has it.</summary>
    private TextRecipe Whole(TextRecipe recipe, List<JsonElement> steps)
    {
        foreach (var step in steps)
        {
            switch (Type(step))
            {
                // With every space replaced there is none left to split at.
                case "Split" when recipe.MarksSpaces && step.TryGetProperty("pattern", out var pattern) && Is(pattern, "String", " "):
                    break;
                case "Metaspace" when Is(step, "replacement", Mark) && step.TryGetProperty("split", out var split) && split.ValueKind == JsonValueKind.False:
                    recipe = recipe with { MarksSpaces = true, Prefix = PrefixOf(recipe, step) };
                    break;
                default:
                    throw StepRefusal(step);
            }
        }

        return recipe;
    }

    private TextPrefix PrefixOf(TextRecipe recipe, JsonElement step) => (step.TryGetProperty("prepend_scheme", out var scheme) ? scheme.GetString() : "always") switch
    {
        "never" => recipe.Prefix,
        "always" when recipe.Prefix == TextPrefix.None => TextPrefix.MissingMark,
        "first" when recipe.Prefix == TextPrefix.None => TextPrefix.FirstMissingMark,
        _ => throw StepRefusal(step),
    };

    private TextRecipe Split(TextRecipe recipe, List<JsonElement> steps)
    {
        var last = steps[^1];
        if (!last.TryGetProperty("add_prefix_space", out var prefix) || prefix.ValueKind == JsonValueKind.True)
            recipe = recipe with { Prefix = TextPrefix.Space };
        var usesOwn = !last.TryGetProperty("use_regex", out var use) || use.ValueKind != JsonValueKind.False;
        var before = steps[..^1];
        var pattern = usesOwn ? WithGpt2(before) : Alone(before);
        if (recipe.Prefix == TextPrefix.Space && before.Count > 0)
            throw source.Refusal("pre_tokenizer", "puts a space before every piece of an earlier split", VocabularySource.Otherwise);
        return recipe with { Pattern = pattern, CutsAtSpaces = true, CutsAtLines = true };
    }

    private SplitPattern WithGpt2(List<JsonElement> before)
    {
        if (before.Count == 0)
            return SplitPattern.Gpt2;
        if (before.Count > 1 || Type(before[0]) != "Digits")
            throw StepRefusal(before[0]);
        return before[0].TryGetProperty("individual_digits", out var alone) && alone.ValueKind == JsonValueKind.True ? SplitPattern.StarCoder : SplitPattern.Gpt2NumberRuns;
    }

    private SplitPattern Alone(List<JsonElement> before)
    {
        if (before.Count == 0)
            throw source.Refusal("pre_tokenizer", "does not split texts at all", VocabularySource.Otherwise);
        var pattern = SplitRegex.PatternOf([.. before.Select(RegexOf)]);
        if (pattern == SplitPattern.None)
            throw source.Refusal("pre_tokenizer", $"splits by a pattern that has no exact state machine here: {Clip(RegexOf(before[^1]))}", VocabularySource.Otherwise);
        return pattern;
    }

    /// <summary>The expression of a split whose matches are pieces, and what lies between them too.</summary>
    private string RegexOf(JsonElement step)
    {
        if (Type(step) != "Split" || !step.TryGetProperty("pattern", out var pattern) || !pattern.TryGetProperty("Regex", out var regex) || regex.ValueKind != JsonValueKind.String)
            throw StepRefusal(step);

        // Removing all but the matches is the same where matches are all there is, which holds for every pattern known here but DeepSeek's.
        var isInverted = step.TryGetProperty("invert", out var invert) && invert.ValueKind == JsonValueKind.True;
        if (!Is(step, "behavior", "Isolated") && !(isInverted && Is(step, "behavior", "Removed")) || (isInverted && Is(step, "behavior", "Isolated")))
            throw source.Refusal("pre_tokenizer", "has a Split that does other than isolate what it matches", VocabularySource.Otherwise);
        return regex.GetString()!;
    }

    private List<JsonElement> Flat(JsonElement? step, string place, string list)
    {
        List<JsonElement> flat = [];
        if (step is { ValueKind: not JsonValueKind.Null } some)
            Add(some, 0);
        return flat;

        void Add(JsonElement element, int depth)
        {
            if (element.ValueKind != JsonValueKind.Object || depth > 8)
                throw source.Refusal(place, "is no list of steps", VocabularySource.Anew);
            if (Type(element) != "Sequence")
                flat.Add(element);
            else if (element.TryGetProperty(list, out var children) && children.ValueKind == JsonValueKind.Array)
                foreach (var child in children.EnumerateArray())
                    Add(child, depth + 1);
            else
                throw source.Refusal(place, $"has a Sequence without {list}", VocabularySource.Anew);
        }
    }

    private static string Type(JsonElement step) =>
        step.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "a step without a type";

    private static bool Is(JsonElement element, string name, string word) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(word);

    private static string Clip(string text) => VocabularySource.Shown(System.Text.Encoding.UTF8.GetBytes(text));

    private UnusableVocabularyException StepRefusal(JsonElement step) =>
        source.Refusal("pre_tokenizer", $"has the step {Clip(Type(step))} in a place or form that is not counted exactly here", VocabularySource.Otherwise);

    private UnusableVocabularyException NormalizerRefusal(string type, string where) =>
        source.Refusal("normalizer", $"has the step {Clip(type)}{(where.Length > 0 ? $" {where}" : "")}, which is not done exactly here", VocabularySource.Otherwise);
}
