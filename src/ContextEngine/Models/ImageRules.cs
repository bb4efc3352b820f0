using Pith.Tokens;

namespace Pith.Models;

/// <summary>
/// What pictures cost a model. Claude: one token a patch of 28 pixels, at most 1,568 pixels and 1,568 patches before
/// 4.7, 2,576 and 4,784 from then on (platform.claude.com, Vision; a recorded body of 540 × 360 pixels agrees: 260
/// patches). OpenAI: tiles or patches of 32 pixels, by model (developers.openai.com, Images and vision); detail is taken as high.
/// </summary>
internal static class ImageRules
{
    private static readonly ImageRule Standard = ImageRule.OfPatches(28, 1568, 1568), High = ImageRule.OfPatches(28, 2576, 4784);

    /// <summary>By the beginning of the model's name, the longest first. The sizes of GPT-5.2 and later were checked by a public table of counts (huggingface.co, JOHNISKING/image-token-cost).</summary>
    private static readonly (string Name, ImageRule Rule)[] Table =
    [
        ("gpt-4o-mini", ImageRule.OfTiles(2833, 5667)),
        ("gpt-4o", ImageRule.OfTiles(85, 170)), ("gpt-4.1", ImageRule.OfTiles(85, 170)), ("gpt-4.5", ImageRule.OfTiles(85, 170)), ("chatgpt-4o", ImageRule.OfTiles(85, 170)),
        ("gpt-4.1-mini", ImageRule.OfWeightedPatches(32, 1536, 1.62)), ("gpt-4.1-nano", ImageRule.OfWeightedPatches(32, 1536, 2.46)),
        ("gpt-5-mini", ImageRule.OfWeightedPatches(32, 1536, 1.62)), ("gpt-5-nano", ImageRule.OfWeightedPatches(32, 1536, 2.46)),
        ("gpt-5", ImageRule.OfWeightedPatches(32, 2500, 1.2)), ("gpt-5-", ImageRule.OfTiles(70, 140)), ("gpt-5.1", ImageRule.OfTiles(70, 140)),
        ("o4-mini", ImageRule.OfWeightedPatches(32, 1536, 1.72)), ("o1", ImageRule.OfTiles(75, 150)), ("o3", ImageRule.OfTiles(75, 150)),
    ];

    public static ImageRule Of(string model, Family family)
    {
        if (family is Family.Claude4 or Family.Claude5)
            return family == Family.Claude5 ? High : Standard;
        var (best, rule) = ("", ImageRule.OfTiles(85, 170));
        if (model == "gpt-5")
            return ImageRule.OfTiles(70, 140);
        foreach (var (name, candidate) in Table)
            if (name.Length > best.Length && model.StartsWith(name, StringComparison.Ordinal))
                (best, rule) = (name, candidate);
        return rule;
    }
}
