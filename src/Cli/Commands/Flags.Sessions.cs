namespace Pith.Cli.Commands;

/// <content>Flags for the session: which, how it is kept, when it is made smaller, and going back in it.</content>
internal static partial class Flags
{
    public static readonly Flag Continue = new("continue", "Go on with the newest session of this folder") { Short = 'c' };

    public static readonly Flag Resume = new("resume", "Go on with this session: its id, the beginning of one, its title, or another program's session file")
    {
        Short = 'r',
        Value = "SESSION",
        Sample = "3f2a91",
        IsValueOptional = true,
    };

    public static readonly Flag Fork = new("fork-session", "Go on beside the session that --continue or --resume names, which stays as it is");

    public static readonly Flag Durability = new("durability", "When the session's log waits for the disk: strict, also before and behind calls with effects; turn, at the end of a turn alone, so that a power cut may cost that turn")
    {
        Value = "WHEN",
        Choices = ["strict", "turn"],
        Default = "strict",
    };

    public static readonly Flag NoSession = new("no-session-persistence", "Keep no session");

    public static readonly Flag NoCompact = new("no-compact", "Never make the conversation smaller by itself; when it is full, the run ends and says so");

    public static readonly Flag AutoCompact = new("autocompact", "Make the conversation smaller as if the window had so many tokens; auto is the model's own")
    {
        Value = "TOKENS",
        Default = "auto",
        Sample = "100k",
    };

    public static readonly Flag ToTurn = new("to", "Go back to before this request; without it the requests are listed")
    {
        Value = "TURN",
        Sample = "3",
    };

    public static readonly Flag RewindFiles = new("files", "Only the files");

    public static readonly Flag RewindConversation = new("conversation", "Only the conversation");

    public static readonly Flag RewindBoth = new("both", "Files and conversation, which is what happens without a flag");
}
