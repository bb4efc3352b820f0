namespace Pith.Sessions;

/// <summary>How the bytes of a blob stand for a value of JSON.</summary>
internal enum SpliceForm
{
    /// <summary>They are the value as it stood.</summary>
    Json,

    /// <summary>They are the text of a string.</summary>
    Text,

    /// <summary>They are what a string held in base64.</summary>
    Base64,
}
