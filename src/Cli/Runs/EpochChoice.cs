using System.Globalization;
using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Text;

namespace Pith.Cli.Runs;

/// <summary>
/// When the conversation of a run may become smaller: by flag, then by environment, then by settings, under the names that
/// Claude Code documents. Off anywhere is off.
/// </summary>
internal static class EpochChoice
{
    private const int LeastWindow = 20_000;

    /// <param name="invocation">Flags and environment.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="instructions">What every boundary is to keep with priority.</param>
    public static EpochOptions Of(Invocation invocation, string folder, string instructions)
    {
        var around = invocation.Around;
        var (enabled, window) = Settings(invocation, folder);
        var asked = invocation.Word(Flags.AutoCompact) is { } word && word != "auto" ? SizeArgument.Of(Flags.AutoCompact.Name, word, "tokens") : 0;
        if (asked > 0 && asked < LeastWindow)
            throw Failure.Usage($"--autocompact takes a window of {LeastWindow:N0} tokens or more, for example --autocompact {Flags.AutoCompact.Sample}, or auto for the model's own");
        var forbidden = IsSet(around, EnvironmentVariable.DisableCompact);
        return new EpochOptions
        {
            IsAllowed = !forbidden,
            IsAutomatic = !forbidden && !invocation.Has(Flags.NoCompact) && !IsSet(around, EnvironmentVariable.DisableAutoCompact) && enabled,
            Window = asked > 0 ? asked : Number(around, EnvironmentVariable.AutoCompactWindow, LeastWindow, int.MaxValue) ?? window,
            Instructions = instructions,
            HighShare = Number(around, EnvironmentVariable.AutoCompactShare, 1, 100) is { } share ? share / 100.0 : new EpochOptions().HighShare,
        };
    }

    private static bool IsSet(Surroundings around, string variable) => around.Variable(variable) is { Length: > 0 } value && value is not ("0" or "false");

    private static int? Number(Surroundings around, string variable, int least, int most) =>
        around.Variable(variable) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Failure.Usage(most == int.MaxValue ? $"{variable} takes a whole number of at least {least:N0}, not '{Failure.Shown(text)}'" : $"{variable} takes a whole number from {least} to {most}, not '{Failure.Shown(text)}'");

    /// <summary><c>autoCompactEnabled</c> and <c>autoCompactWindow</c> of the first file that has them. What is no JSON was refused before, with the permissions.</summary>
    private static (bool Enabled, int Window) Settings(Invocation invocation, string folder)
    {
        bool? enabled = null;
        int? window = null;
        foreach (var (path, _) in SettingsPlaces.Files(invocation, folder))
        {
            using var document = ForeignJson.Parse(SettingsPlaces.Read(invocation, path, static bytes => bytes), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.Given("autoCompactEnabled") is { } on)
                enabled ??= on.ValueKind is JsonValueKind.True or JsonValueKind.False ? on.GetBoolean() : throw Failure.BadInput($"{InputFile.Shown(path)}, autoCompactEnabled: this is true or false");
            if (document.RootElement.Given("autoCompactWindow") is { } size)
                window ??= size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var tokens) && tokens >= LeastWindow ? tokens : throw Failure.BadInput($"{InputFile.Shown(path)}, autoCompactWindow: this is a number of tokens, {LeastWindow:N0} or more");
        }

        return (enabled ?? true, window ?? 0);
    }
}
