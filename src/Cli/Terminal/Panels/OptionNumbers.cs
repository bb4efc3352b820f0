using System.Globalization;
using Pith.Tools.Questions;

namespace Pith.Cli.Terminal.Panels;

/// <summary>Answers that are typed as numbers of options: <c>2</c>, and, where a question takes several, <c>1,3</c> or <c>1 3</c>.</summary>
internal static class OptionNumbers
{
    /// <summary>The options' labels; null where the words are the person's own.</summary>
    public static string? Labels(UserQuestion question, string words)
    {
        var numbers = words.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (numbers.Length == 0 || numbers.Length > 1 && !question.TakesSeveral)
            return null;
        var labels = new List<string>();
        foreach (var word in numbers)
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > question.Options.Count)
                return null;
            if (!labels.Contains(question.Options[number - 1].Label))
                labels.Add(question.Options[number - 1].Label);
        }

        return string.Join(", ", labels);
    }
}
