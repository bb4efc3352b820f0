namespace Pith.Cli.Terminal.Keys;

/// <summary>What was pressed.</summary>
internal enum KeyName
{
    Unknown,
    Text,
    Paste,
    Control,
    Enter,
    NewLine,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// <summary>What was held while it was pressed.</summary>
[Flags]
internal enum Held
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}

/// <summary>One key, or a run of letters that came together.</summary>
/// <param name="Name">Which.</param>
/// <param name="Text">The letters of a text or paste, the letter of a control key.</param>
/// <param name="Held">What was held.</param>
internal readonly record struct Key(KeyName Name, string Text = "", Held Held = Held.None)
{
    /// <summary>Whether it is this letter with Ctrl.</summary>
    public bool IsControl(char letter) => Name == KeyName.Control && Text.Length == 1 && Text[0] == letter;

    /// <summary>Whether it is this letter with Alt.</summary>
    public bool IsAlt(char letter) => Name == KeyName.Text && Held.HasFlag(Held.Alt) && Text.Length == 1 && char.ToLowerInvariant(Text[0]) == letter;

    /// <summary>Whether a whole word is meant where a letter would be: with Alt or Ctrl.</summary>
    public bool IsWord => (Held & (Held.Alt | Held.Control)) != 0;
}
